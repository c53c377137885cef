package io.weir.kafka.config;

import java.util.Optional;

/** Finds beans of the application, where there is a container that has some. */
@FunctionalInterface
public interface BeanLookup {

  /** No container, no beans. */
  BeanLookup NONE = name -> Optional.empty();

  /**
   * The one bean with this {@code @Identifier}, else of the class with this name; asked at start-up
   * only.
   */
  Optional<Object> find(String name);
}
