package io.weir.kafka.serialize;

import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.config.BeanLookup;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON libraries that may be there; none of their classes is touched before it is known to be.
 */
enum JsonLibrary {
  JACKSON(
      "com.fasterxml.jackson.databind.ObjectMapper",
      "com.fasterxml.jackson.core:jackson-databind",
      JacksonSerializer::of),
  JSONB("jakarta.json.bind.Jsonb", "org.eclipse:yasson", JsonbSerializer::of);

  /** What to add where none is there. */
  static final String ARTIFACTS = JACKSON.artifact + " or " + JSONB.artifact;

  private final String className;
  private final String artifact;
  private final Function<@Nullable Object, PayloadSerializer<Object>> factory;

  JsonLibrary(
      String className,
      String artifact,
      Function<@Nullable Object, PayloadSerializer<Object>> factory) {
    this.className = className;
    this.artifact = artifact;
    this.factory = factory;
  }

  /** The artifact that brings it. */
  String artifact() {
    return artifact;
  }

  boolean isPresent() {
    return entryClass().isPresent();
  }

  /** The class that applications have a bean of. */
  private Optional<Class<?>> entryClass() {
    try {
      return Optional.of(Class.forName(className, false, JsonLibrary.class.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError absent) {
      return Optional.empty();
    }
  }

  /**
   * A serializer with the application's bean, else with an instance of its own.
   *
   * @throws RuntimeException if the library is incomplete; call only where it {@link #isPresent}
   */
  PayloadSerializer<Object> open(BeanLookup beans) {
    return factory.apply(entryClass().flatMap(beans::ofType).orElse(null));
  }

  /** The first one that is there, else null. */
  static @Nullable PayloadSerializer<Object> openAny(BeanLookup beans) {
    for (JsonLibrary library : values()) {
      if (library.isPresent()) {
        return library.open(beans);
      }
    }
    return null;
  }
}
