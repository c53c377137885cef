package io.weir.kafka.mapping;

import io.smallrye.reactive.messaging.ce.CloudEventMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SmallRye's metadata of CloudEvents, where the runtime has it: elsewhere nothing is one, and none
 * of its classes is touched.
 */
final class SmallRyeEvents {

  private static final boolean AVAILABLE = isAvailable();

  private SmallRyeEvents() {}

  private static boolean isAvailable() {
    try {
      return !Linked.isEvent("");
    } catch (LinkageError specificationOnly) {
      return false;
    }
  }

  static boolean isEvent(Object metadata) {
    return AVAILABLE && Linked.isEvent(metadata);
  }

  /**
   * What the event says of itself: attributes by their CloudEvents names, extensions behind them.
   *
   * @param event one that {@link #isEvent}
   */
  static Map<String, Object> attributes(Object event) {
    return Linked.attributes((OutgoingCloudEventMetadata<?>) event);
  }

  /** Linked only where the classes exist. */
  private static final class Linked {

    static boolean isEvent(Object metadata) {
      return metadata instanceof OutgoingCloudEventMetadata<?>;
    }

    static Map<String, Object> attributes(OutgoingCloudEventMetadata<?> event) {
      Map<String, Object> attributes = new LinkedHashMap<>();
      put(attributes, CloudEventMetadata.CE_ATTRIBUTE_SPEC_VERSION, event.getSpecVersion());
      put(attributes, CloudEventMetadata.CE_ATTRIBUTE_ID, event.getId());
      put(attributes, CloudEventMetadata.CE_ATTRIBUTE_TYPE, event.getType());
      put(attributes, CloudEventMetadata.CE_ATTRIBUTE_SOURCE, event.getSource());
      put(attributes, CloudEventMetadata.CE_ATTRIBUTE_SUBJECT, event.getSubject().orElse(null));
      put(
          attributes,
          CloudEventMetadata.CE_ATTRIBUTE_DATA_CONTENT_TYPE,
          event.getDataContentType().orElse(null));
      put(
          attributes,
          CloudEventMetadata.CE_ATTRIBUTE_DATA_SCHEMA,
          event.getDataSchema().orElse(null));
      put(attributes, CloudEventMetadata.CE_ATTRIBUTE_TIME, event.getTimeStamp().orElse(null));
      event.getExtensions().forEach((name, value) -> put(attributes, name, value));
      return attributes;
    }

    private static void put(Map<String, Object> attributes, String name, @Nullable Object value) {
      if (value != null) {
        attributes.put(name, value);
      }
    }
  }
}
