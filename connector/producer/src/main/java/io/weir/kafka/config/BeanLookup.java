package io.weir.kafka.config;

import java.util.Optional;

/**
 * Finds beans of the application, where there is a container that has some.
 *
 * <p>May throw a RuntimeException, such as for two beans of one name; it is reported with the
 * setting, or fails the message.
 */
@FunctionalInterface
public interface BeanLookup {

  /** No container, no beans. */
  BeanLookup NONE = name -> Optional.empty();

  /**
   * The one bean with this {@code @Identifier}, else of the class with this name; asked at start-up
   * only.
   */
  Optional<Object> find(String name);

  /** The one bean of this type, such as the application's ObjectMapper. */
  default <T> Optional<T> ofType(Class<T> type) {
    return find(type.getName()).filter(type::isInstance).map(type::cast);
  }
}
