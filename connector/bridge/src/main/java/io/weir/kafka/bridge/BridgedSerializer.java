package io.weir.kafka.bridge;

import io.weir.kafka.api.RecordContext;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordPart;
import io.weir.kafka.spi.ArraySerializer;
import io.weir.kafka.spi.ChannelView;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A serializer of kafka-clients: configured with all settings of the channel, asked about null as
 * well, and free to change the headers, as under KafkaProducer.
 *
 * <p>Called by several threads at once if several send, as KafkaProducer does.
 */
final class BridgedSerializer implements ArraySerializer {

  private final Serializer<Object> serializer;
  private final ChannelView channel;

  BridgedSerializer(Serializer<?> serializer, ChannelView channel) {
    this.serializer = erased(serializer);
    this.channel = channel;
  }

  /** Safe: what does not fit fails in the serializer's own cast, as under KafkaProducer. */
  @SuppressWarnings("unchecked")
  private static Serializer<Object> erased(Serializer<?> serializer) {
    return (Serializer<Object>) serializer;
  }

  @Override
  public void configure(Map<String, String> unread, RecordPart part) {
    serializer.configure(channel.settings(), part == RecordPart.KEY);
  }

  @Override
  @SuppressWarnings("NullAway") // kafka-clients says nothing of null, and means it to be passed
  public byte @Nullable [] toBytes(@Nullable Object payload, RecordContext context) {
    RecordHeaders before = context.headers();
    Headers headers = KafkaHeaders.toKafka(before);
    byte[] bytes = serializer.serialize(context.topic(), headers, payload);
    RecordHeaders after = KafkaHeaders.changed(before, headers);
    if (after != before) {
      context.replaceHeaders(after);
    }
    return bytes;
  }

  @Override
  public void close() {
    serializer.close();
  }
}
