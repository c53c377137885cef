package io.weir.kafka.spi;

import io.weir.kafka.api.IncomingRecordMetadata;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.RecordReceipt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a channel take what was written for another Kafka client: classes that a setting names,
 * payloads and metadata of messages, and the type in which a message learns its result.
 *
 * <p>Found by {@link java.util.ServiceLoader}; {@link Bridges} looks for it when a channel starts.
 * {@link #adapt} is called then; the others for each message, by any thread: they must be quick,
 * and neither block nor keep what they are given.
 */
public interface Bridge {

  /**
   * Weir's view of an instance that a setting names and that is no type of Weir's.
   *
   * @param type {@link io.weir.kafka.api.PayloadSerializer}, {@link
   *     io.weir.kafka.api.RecordPartitioner} (or a {@link ClusterPartitioner}), {@link
   *     io.weir.kafka.api.RecordInterceptor} or {@link
   *     io.weir.kafka.api.SerializationFailureHandler}
   * @param channel for whoever is configured
   * @return empty if the instance is none of the other client's either
   * @throws RuntimeException if it cannot be configured; reported with the setting
   */
  <T> Optional<T> adapt(Object instance, Class<T> type, ChannelView channel);

  /**
   * The same payload in a type of Weir's: a {@link io.weir.kafka.api.Record}, or an {@link
   * OutgoingRecord}, which then says all there is to say of the record. Any other payload is given
   * back as it is.
   *
   * @throws InvalidRecordException if no record can be made of it
   */
  @Nullable Object payload(@Nullable Object payload);

  /**
   * An object attached to a message as {@link OutgoingRecordMetadata} or {@link
   * IncomingRecordMetadata}; null if it is no metadata of the other client's.
   *
   * @param item none of Weir's own
   * @throws InvalidRecordException if it says what no record can have
   */
  @Nullable Object metadata(Object item);

  /** What a message is told where the runtime takes a result of any type. */
  Object result(RecordReceipt receipt);
}
