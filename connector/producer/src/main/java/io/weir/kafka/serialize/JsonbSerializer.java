package io.weir.kafka.serialize;

import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import org.jspecify.annotations.Nullable;

/** JSON by JSON-B, straight into the sink. Closes a Jsonb of its own, never the application's. */
final class JsonbSerializer implements PayloadSerializer<Object> {

  private final Jsonb jsonb;
  private final @Nullable AutoCloseable own;

  private JsonbSerializer(Jsonb jsonb, @Nullable AutoCloseable own) {
    this.jsonb = jsonb;
    this.own = own;
  }

  /**
   * @param bean the application's Jsonb; null: a new one
   * @throws jakarta.json.bind.JsonbException if the API is there without an implementation
   */
  static PayloadSerializer<Object> of(@Nullable Object bean) {
    if (bean != null) {
      return new JsonbSerializer((Jsonb) bean, null);
    }
    Jsonb jsonb = JsonbBuilder.create();
    return new JsonbSerializer(jsonb, jsonb);
  }

  @Override
  public void serialize(Object payload, RecordContext context, ByteSink sink) {
    jsonb.toJson(payload, sink.asOutputStream());
  }

  @Override
  public void close() {
    if (own != null) {
      try {
        own.close();
      } catch (Exception failure) {
        throw new IllegalStateException("JSON-B did not close", failure);
      }
    }
  }
}
