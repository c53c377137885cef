package io.weir.kafka.bridge;

import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.spi.Bridge;
import io.weir.kafka.spi.ChannelView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bridge to kafka-clients, and to smallrye-kafka where that is there too.
 *
 * <p>Touches no class of either before it is known to be there. Immutable; any thread.
 */
public final class KafkaClientsBridge implements Bridge {

  private static final String KAFKA = "org/apache/kafka/clients/producer/ProducerRecord.class";
  private static final String SMALLRYE = "io/smallrye/reactive/messaging/kafka/Record.class";

  private final boolean kafka;
  private final boolean smallrye;

  /** For {@link java.util.ServiceLoader}. */
  public KafkaClientsBridge() {
    this(isThere(KAFKA), isSmallRyeThere());
  }

  KafkaClientsBridge(boolean kafka, boolean smallrye) {
    this.kafka = kafka;
    this.smallrye = kafka && smallrye;
  }

  static boolean isSmallRyeThere() {
    return isThere(SMALLRYE);
  }

  private static boolean isThere(String type) {
    return KafkaClientsBridge.class.getClassLoader().getResource(type) != null;
  }

  @Override
  public <T> Optional<T> adapt(Object instance, Class<T> type, ChannelView channel) {
    Optional<Object> adapted = kafka ? Adapters.adapt(instance, type, channel) : Optional.empty();
    return adapted
        .or(() -> smallrye ? SmallRyeTypes.adapt(instance) : Optional.empty())
        .filter(type::isInstance)
        .map(type::cast);
  }

  @Override
  public @Nullable Object payload(@Nullable Object payload) {
    Object translated = kafka ? KafkaRecords.payload(payload) : payload;
    return smallrye ? SmallRyeTypes.payload(translated) : translated;
  }

  @Override
  public @Nullable Object metadata(Object item) {
    return smallrye ? SmallRyeTypes.metadata(item) : null;
  }

  @Override
  public Object result(RecordReceipt receipt) {
    return kafka ? KafkaRecords.metadata(receipt) : receipt;
  }
}
