package io.weir.kafka.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullUnmarked;

/** A user's serializer for kafka-clients that reads its settings and adds a header. */
@NullUnmarked
public final class TaggingSerializer implements Serializer<Object> {

  private String part = "";
  private String tag = "";

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    part = isKey ? "key" : "value";
    tag = String.valueOf(settings.get("tagging.tag"));
    Journal.add(
        "configure %s %s %s"
            .formatted(part, tag, settings.get(part + ".serializer").equals(getClass().getName())));
  }

  @Override
  public byte[] serialize(String topic, Object payload) {
    throw new AssertionError("called without headers");
  }

  @Override
  public byte[] serialize(String topic, Headers headers, Object payload) {
    Journal.add("serialize %s %s %s".formatted(part, topic, payload));
    if ("nothing".equals(payload)) {
      return null;
    }
    if (payload == null) {
      return part.equals("key") ? null : "was null".getBytes(UTF_8);
    }
    if ("refused".equals(payload)) {
      throw new IllegalArgumentException("not this one");
    }
    headers.add(part + "-tag", tag.getBytes(UTF_8));
    return (tag + ":" + payload).getBytes(UTF_8);
  }

  @Override
  public void close() {
    Journal.add("close " + part);
  }
}
