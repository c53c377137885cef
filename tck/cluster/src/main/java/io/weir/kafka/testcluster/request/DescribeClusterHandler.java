package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DescribeClusterRequest;
import io.weir.kafka.protocol.DescribeClusterResponse;
import io.weir.kafka.protocol.DescribeClusterResponse.DescribeClusterBroker;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import java.util.List;

/**
 * DescribeCluster (60), versions 0-2.
 *
 * <p>Answers the cluster id, the controller and the live brokers, from version 2 on request also
 * those that are fenced, at the addresses of the listener that the client came through. Whoever
 * asks for controllers instead of brokers (version 1 and up) gets MISMATCHED_ENDPOINT_TYPE, as from
 * a broker of KRaft, and for anything else UNSUPPORTED_ENDPOINT_TYPE.
 *
 * <p>Left out: racks.
 */
public final class DescribeClusterHandler
    implements RequestHandler<DescribeClusterRequest, DescribeClusterResponse> {

  private static final byte BROKERS = 1;
  private static final byte CONTROLLERS = 2;

  @Override
  public Api<DescribeClusterRequest, DescribeClusterResponse> api() {
    return Apis.DESCRIBE_CLUSTER;
  }

  @Override
  public Outcome<DescribeClusterResponse> handle(
      DescribeClusterRequest request, RequestContext context) {
    return new Reply<>(
        switch (request.endpointType()) {
          case BROKERS -> brokers(request, context);
          case CONTROLLERS ->
              refused(
                  ErrorCode.MISMATCHED_ENDPOINT_TYPE,
                  "The request was sent to a broker, but it is for a controller");
          default ->
              refused(
                  ErrorCode.UNSUPPORTED_ENDPOINT_TYPE,
                  "Unsupported endpoint type " + request.endpointType());
        });
  }

  private static DescribeClusterResponse brokers(
      DescribeClusterRequest request, RequestContext context) {
    ClusterImage image = context.image();
    return new DescribeClusterResponse(
        0,
        ErrorCode.NONE.code(),
        null,
        BROKERS,
        image.clusterId(),
        image.controllerId(),
        image.brokers().stream()
            .filter(broker -> broker.isUnfenced() || request.includeFencedBrokers())
            .map(broker -> broker(broker, context))
            .toList(),
        AuthorizedOperations.ofCluster(request.includeClusterAuthorizedOperations()));
  }

  private static DescribeClusterBroker broker(RegisteredBroker broker, RequestContext context) {
    Endpoint endpoint = context.endpoint(broker.node());
    return new DescribeClusterBroker(
        broker.id(), endpoint.host(), endpoint.port(), null, !broker.isUnfenced());
  }

  private static DescribeClusterResponse refused(ErrorCode error, String message) {
    return new DescribeClusterResponse(
        0, error.code(), message, BROKERS, "", -1, List.of(), AuthorizedOperations.NOT_ASKED);
  }
}
