package io.weir.kafka.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways to choose a partition that need no class of the user's, under all their names. */
public enum BuiltInPartitioner {
  /** By the key's hash; without key sticky. */
  DEFAULT("default", "org.apache.kafka.clients.producer.internals.DefaultPartitioner"),
  /** Sticky, whether there is a key or not. */
  STICKY("sticky", "org.apache.kafka.clients.producer.UniformStickyPartitioner"),
  /** Each in turn, whether there is a key or not. */
  ROUND_ROBIN("round-robin", "org.apache.kafka.clients.producer.RoundRobinPartitioner");

  private static final Map<String, BuiltInPartitioner> BY_NAME = byName();

  private final List<String> names;

  BuiltInPartitioner(String... names) {
    this.names = List.of(names);
  }

  /** The one of this short or class name; letters count as written. */
  public static Optional<BuiltInPartitioner> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Map<String, BuiltInPartitioner> byName() {
    Map<String, BuiltInPartitioner> all = new HashMap<>();
    for (BuiltInPartitioner one : values()) {
      one.names.forEach(name -> all.put(name, one));
    }
    return Map.copyOf(all);
  }
}
