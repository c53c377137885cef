package io.weir.kafka.spi;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.RecordReceipt;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the bridge is missing: takes nothing for what it is not, and refuses messages that
 * need the bridge, since they would otherwise lose their key or topic in silence.
 *
 * <p>Knows those types by their names and loads none of them. Costs nothing where kafka-clients is
 * not there, else a comparison of class names per message.
 */
final class NoBridge implements Bridge {

  static final String KAFKA = "org.apache.kafka.";

  private static final String SMALLRYE = "io.smallrye.reactive.messaging.kafka.";
  private static final String WITNESS = "org/apache/kafka/clients/producer/ProducerRecord.class";

  private static final Set<String> PAYLOADS =
      Set.of(KAFKA + "clients.producer.ProducerRecord", SMALLRYE + "Record");
  private static final Set<String> METADATA = Set.of(SMALLRYE + "api.OutgoingKafkaRecordMetadata");

  /** Refuses nothing. */
  static final NoBridge BLIND = new NoBridge(false);

  private final boolean watches;

  private NoBridge(boolean watches) {
    this.watches = watches;
  }

  /** For an application with this class loader. */
  static NoBridge at(ClassLoader application) {
    return new NoBridge(application.getResource(WITNESS) != null);
  }

  /** Whether kafka-clients is there. */
  boolean watches() {
    return watches;
  }

  @Override
  public <T> Optional<T> adapt(Object instance, Class<T> type, ChannelView channel) {
    return Optional.empty();
  }

  @Override
  public @Nullable Object payload(@Nullable Object payload) {
    if (watches && payload != null) {
      refuse(PAYLOADS, "A payload", payload);
    }
    return payload;
  }

  @Override
  public @Nullable Object metadata(Object item) {
    if (watches) {
      refuse(METADATA, "Metadata", item);
    }
    return null;
  }

  @Override
  public Object result(RecordReceipt receipt) {
    return receipt;
  }

  private static void refuse(Set<String> foreign, String what, Object found) {
    String type = found.getClass().getName();
    if (foreign.contains(type)) {
      throw new InvalidRecordException(
          "%s of type %s is understood with %s only: add it to the application, or use the type of io.weir.kafka.api"
              .formatted(what, type, Bridges.ARTIFACT));
    }
  }
}
