package io.weir.kafka.serialize;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON by Jackson, straight into the sink. */
final class JacksonSerializer implements PayloadSerializer<Object> {

  private final ObjectWriter writer;

  private JacksonSerializer(ObjectMapper mapper) {
    writer = mapper.writer();
  }

  /**
   * @param bean the application's ObjectMapper; null: a new one with all modules that are found
   */
  static PayloadSerializer<Object> of(@Nullable Object bean) {
    return new JacksonSerializer(
        bean != null ? (ObjectMapper) bean : new ObjectMapper().findAndRegisterModules());
  }

  @Override
  public void serialize(Object payload, RecordContext context, ByteSink sink) throws IOException {
    writer.writeValue(sink.asOutputStream(), payload);
  }
}
