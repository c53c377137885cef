package io.weir.kafka.testcluster.metadata;

import java.util.List;

/**
 * A live broker as the controller knows it.
 *
 * @param id not negative, unique in the cluster
 * @param endpoints its advertised listeners, at least one
 */
public record BrokerNode(int id, List<Endpoint> endpoints) {

  public BrokerNode {
    endpoints = List.copyOf(endpoints);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("Broker " + id + " advertises no listener");
    }
  }

  /** The endpoint of that listener; the first one if the broker does not have it. */
  public Endpoint endpoint(String listener) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.listener().equals(listener))
        .findFirst()
        .orElse(endpoints.get(0));
  }
}
