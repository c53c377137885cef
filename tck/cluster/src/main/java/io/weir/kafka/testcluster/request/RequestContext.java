package io.weir.kafka.testcluster.request;

import io.weir.kafka.testcluster.broker.Broker;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.Endpoint;

/**
 * What a request meets at a broker.
 *
 * @param version of the request
 * @param clientId as the client calls itself; empty if it does not
 * @param broker the one that was asked
 * @param listener the name of the listener that the client came through: it is told the addresses
 *     of that one
 * @param nowMs milliseconds since 1970
 */
public record RequestContext(
    int version,
    String clientId,
    Broker broker,
    ClusterSettings settings,
    String listener,
    long nowMs) {

  ClusterImage image() {
    return broker.image();
  }

  Endpoint endpoint(BrokerNode node) {
    return node.endpoint(listener);
  }

  /** The same request at a later time. */
  public RequestContext at(long laterMs) {
    return new RequestContext(version, clientId, broker, settings, listener, laterMs);
  }
}
