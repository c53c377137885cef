package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;

/**
 * Asks for the brokers of the cluster (KIP-700); {@code endpointType} 2 asks for its controllers.
 */
public record DescribeClusterRequest(
    boolean includeClusterAuthorizedOperations, byte endpointType, boolean includeFencedBrokers) {

  public static final MessageShape<DescribeClusterRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 2).flexibleFrom(0),
          new DescribeClusterRequest(false, /* endpointType= */ (byte) 1, false),
          DescribeClusterRequest::pass);

  private DescribeClusterRequest pass(Wire wire) {
    return wire.end(
        new DescribeClusterRequest(
            wire.bool("includeClusterAuthorizedOperations", includeClusterAuthorizedOperations),
            wire.since(1).int8("endpointType", endpointType),
            wire.since(2).bool("includeFencedBrokers", includeFencedBrokers)));
  }
}
