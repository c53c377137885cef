package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cluster: its id, controller and brokers. */
public record DescribeClusterResponse(
    int throttleTimeMs,
    short errorCode,
    @Nullable String errorMessage,
    byte endpointType,
    String clusterId,
    int controllerId,
    List<DescribeClusterBroker> brokers,
    int clusterAuthorizedOperations) {

  public static final MessageShape<DescribeClusterResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 2).flexibleFrom(0),
          new DescribeClusterResponse(
              0,
              (short) 0,
              null,
              /* endpointType= */ (byte) 1,
              "",
              /* controllerId= */ -1,
              List.of(),
              /* clusterAuthorizedOperations= */ Integer.MIN_VALUE),
          DescribeClusterResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private DescribeClusterResponse pass(Wire wire) {
    return wire.end(
        new DescribeClusterResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.int16("errorCode", errorCode),
            wire.nullableString("errorMessage", errorMessage),
            wire.since(1).int8("endpointType", endpointType),
            wire.string("clusterId", clusterId),
            wire.int32("controllerId", controllerId),
            wire.list("brokers", DescribeClusterBroker.SHAPE, brokers),
            wire.int32("clusterAuthorizedOperations", clusterAuthorizedOperations)));
  }

  /** A broker, at the address that it advertises; a fenced one is registered but not in service. */
  public record DescribeClusterBroker(
      int brokerId, String host, int port, @Nullable String rack, boolean isFenced) {

    public static final Shape<DescribeClusterBroker> SHAPE =
        Shape.of(new DescribeClusterBroker(0, "", 0, null, false), DescribeClusterBroker::pass);

    private DescribeClusterBroker pass(Wire wire) {
      return wire.end(
          new DescribeClusterBroker(
              wire.int32("brokerId", brokerId),
              wire.string("host", host),
              wire.int32("port", port),
              wire.nullableString("rack", rack),
              wire.since(2).bool("isFenced", isFenced)));
    }
  }
}
