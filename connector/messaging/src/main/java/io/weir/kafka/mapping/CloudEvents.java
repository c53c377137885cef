package io.weir.kafka.mapping;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.RecordHeader;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.config.CloudEventSettings;
import io.weir.kafka.config.CloudEventSettings.Defaults;
import io.weir.kafka.config.CloudEventSettings.Mode;
import io.weir.kafka.producer.RecordDraft;
import io.weir.kafka.serialize.JsonText;
import io.weir.kafka.time.WallClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a CloudEvent of a record that is otherwise complete: its attributes become headers, or one
 * JSON text with the value (CloudEvents 1.0, protocol binding for Kafka).
 *
 * <p>One thread at a time, as the texts of payloads come from one buffer.
 */
final class CloudEvents {

  /** The extension that is the record's key, if nothing better says one. */
  static final String KEY_EXTENSION = "partitionkey";

  private static final String HEADER_PREFIX = "ce_";
  private static final String CONTENT = "datacontenttype";

  /** The header that says the same for those who know nothing of events. */
  private static final String CONTENT_TYPE = "content-type";

  private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";

  private final CloudEventSettings settings;
  private final Sources sources;

  /**
   * What an event needs beside its message.
   *
   * @param json texts of payloads
   * @param ids for events that have none: unique ones
   * @param clock for events that know no time
   */
  record Sources(JsonText json, Supplier<String> ids, WallClock clock) {}

  CloudEvents(CloudEventSettings settings, Sources sources) {
    this.settings = settings;
    this.sources = sources;
  }

  /**
   * Whether the message is one: it says so itself, or the channel makes all of its messages one.
   */
  boolean isEvent(@Nullable Object event) {
    return settings.mode() != Mode.OFF && (event != null || settings.defaults().suffice());
  }

  /**
   * What the event says of itself.
   *
   * @param event null: it says nothing
   */
  Map<String, Object> said(@Nullable Object event) {
    return event == null ? Map.of() : SmallRyeEvents.attributes(event);
  }

  /**
   * Writes the event.
   *
   * @param said as above
   * @throws InvalidRecordException if neither message nor channel says its type or source
   */
  void write(RecordDraft draft, Map<String, Object> said) {
    Map<String, Object> attributes = complete(said, draft);
    if (settings.mode() == Mode.BINARY) {
      writeHeaders(draft, attributes);
    } else {
      writeJson(draft, attributes);
    }
  }

  /** In the order of the specification; extensions come last. */
  private Map<String, Object> complete(Map<String, Object> said, RecordDraft draft) {
    Defaults defaults = settings.defaults();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("specversion", said.getOrDefault("specversion", "1.0"));
    all.put("id", said.containsKey("id") ? said.get("id") : sources.ids.get());
    all.put("type", required("type", said, defaults.type()));
    all.put("source", required("source", said, defaults.source()));
    put(all, "subject", said.getOrDefault("subject", defaults.subject()));
    put(all, CONTENT, said.getOrDefault(CONTENT, defaults.dataContentType()));
    put(all, "dataschema", said.getOrDefault("dataschema", defaults.dataSchema()));
    put(all, "time", said.containsKey("time") ? said.get("time") : timeOf(draft));
    all.putAll(said);
    return all;
  }

  private static void put(Map<String, Object> all, String name, @Nullable Object value) {
    if (value != null) {
      all.put(name, value);
    }
  }

  private static Object required(
      String name, Map<String, Object> said, @Nullable String ofChannel) {
    Object value = said.getOrDefault(name, ofChannel);
    if (value == null) {
      throw new InvalidRecordException(
          "The CloudEvent has no %s; say it in the message's metadata or set cloud-events-%s"
              .formatted(name, name));
    }
    return value;
  }

  private @Nullable TemporalAccessor timeOf(RecordDraft draft) {
    if (draft.timestampMs() != RecordDraft.NOW) {
      return Instant.ofEpochMilli(draft.timestampMs()).atOffset(ZoneOffset.UTC);
    }
    return settings.insertsTimestamp()
        ? Instant.ofEpochMilli(sources.clock.currentTimeMs()).atOffset(ZoneOffset.UTC)
        : null;
  }

  private static void writeHeaders(RecordDraft draft, Map<String, Object> attributes) {
    List<RecordHeader> headers = new ArrayList<>();
    draft.headers().forEach(headers::add);
    attributes.forEach(
        (name, value) -> {
          headers.add(header(HEADER_PREFIX + name, text(value)));
          if (name.equals(CONTENT)) {
            headers.add(header(CONTENT_TYPE, text(value)));
          }
        });
    draft.headers(RecordHeaders.of(headers));
  }

  private void writeJson(RecordDraft draft, Map<String, Object> attributes) {
    JsonObjectText json = new JsonObjectText();
    attributes.forEach(
        (name, value) -> {
          if (value instanceof Number || value instanceof Boolean) {
            json.member(name, value);
          } else if (value instanceof TemporalAccessor time) {
            json.member(name, Instant.from(time));
          } else {
            json.member(name, text(value));
          }
        });
    writeData(json, draft);
    draft.value(json.end());
    boolean isTyped = false;
    for (RecordHeader header : draft.headers()) {
      isTyped |= header.name().equalsIgnoreCase(CONTENT_TYPE);
    }
    if (!isTyped) {
      draft.headers(draft.headers().with(CONTENT_TYPE, STRUCTURED));
    }
  }

  private void writeData(JsonObjectText json, RecordDraft draft) {
    Object value = draft.value();
    if (value == null || value instanceof String) {
      json.member("data", value);
    } else if (value instanceof byte[] bytes) {
      json.member("data_base64", text(bytes));
    } else {
      json.raw("data", sources.json.of(value, draft.topic()));
    }
  }

  private static RecordHeader header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Object value) {
    if (value instanceof TemporalAccessor time) {
      return ISO_OFFSET_DATE_TIME.format(
          time instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : time);
    }
    return value instanceof byte[] bytes
        ? Base64.getEncoder().encodeToString(bytes)
        : value.toString();
  }
}
