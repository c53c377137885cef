package io.weir.kafka.serialize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordPart;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.api.SerializationException;
import io.weir.kafka.config.BeanLookup;

/**
 * Payloads as JSON text, for those who put it into a larger one; by the application's library,
 * which is looked for with the first payload. For one thread at a time. Needs no end: an instance
 * of a library that nobody else has goes with it.
 */
public final class JsonText {

  private final PayloadSerializer<Object> json;
  private final Scratch scratch;

  /**
   * @param beans where the library's settings may be had, such as an ObjectMapper
   * @param maxBytes of one text; {@code max.request.size}
   */
  public JsonText(BeanLookup beans, int maxBytes) {
    this.json = new LazyJson(() -> JsonLibrary.openAny(beans));
    this.scratch =
        new Scratch(
            maxBytes,
            () ->
                new RecordTooLargeException(
                    "The payload as JSON is larger than max.request.size = " + maxBytes));
  }

  /**
   * The payload as JSON.
   *
   * @param topic where it goes, for the error
   * @throws SerializationException if the payload is no JSON, or there is no library
   * @throws RecordTooLargeException if it does not fit
   */
  public String of(Object payload, String topic) {
    scratch.reset();
    scratch.open();
    try {
      json.serialize(payload, new Context(topic), scratch);
    } catch (UnsuitablePayload unsuitable) {
      throw new SerializationException(what(payload, topic) + ": " + unsuitable.reason(), null);
    } catch (Exception failure) {
      if (scratch.overflow() != null) {
        throw scratch.overflow();
      }
      throw new SerializationException(what(payload, topic), failure);
    } finally {
      scratch.close();
    }
    return new String(scratch.array(), 0, scratch.count(), UTF_8);
  }

  private static String what(Object payload, String topic) {
    return "A %s for topic '%s' cannot be written as JSON"
        .formatted(payload.getClass().getName(), topic);
  }

  private record Context(String topic) implements RecordContext {

    @Override
    public RecordPart part() {
      return RecordPart.VALUE;
    }

    @Override
    public RecordHeaders headers() {
      return RecordHeaders.empty();
    }

    @Override
    public void replaceHeaders(RecordHeaders headers) {
      throw new UnsupportedOperationException("JSON has no part in the record's headers");
    }
  }
}
