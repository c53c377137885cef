package io.weir.kafka.producer;

import io.weir.kafka.batch.Accumulator;
import io.weir.kafka.partition.PartitionChooser;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The routes of one channel by topic, made when a topic is first named. Any thread. */
final class Routes {

  private final ConcurrentHashMap<String, Route> routes = new ConcurrentHashMap<>();
  private final Accumulator accumulator;
  private final PartitionChooser chooser;
  private final Consumer<String> wanted;

  /**
   * @param wanted told the name of a topic whose partitions are needed; any thread
   */
  Routes(Accumulator accumulator, PartitionChooser chooser, Consumer<String> wanted) {
    this.accumulator = accumulator;
    this.chooser = chooser;
    this.wanted = wanted;
  }

  Route route(String topic) {
    Route known = routes.get(topic);
    return known != null ? known : routes.computeIfAbsent(topic, this::newRoute);
  }

  private Route newRoute(String topic) {
    return new Route(accumulator.topic(topic), chooser.newTopic(topic));
  }

  Collection<Route> all() {
    return routes.values();
  }

  /** Records wait for the partitions of this topic. */
  void want(Route route) {
    if (route.claimRequest()) {
      wanted.accept(route.topic().name());
    }
  }
}
