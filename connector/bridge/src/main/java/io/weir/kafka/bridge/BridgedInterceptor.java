package io.weir.kafka.bridge;

import static java.lang.System.Logger.Level.WARNING;

import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.spi.ChannelView;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * An interceptor of kafka-clients. As under KafkaProducer, what it throws is logged and the record
 * goes on as it was.
 *
 * <p>{@code onSend} on the thread that sends, {@code onAcknowledgement} on the completion task.
 */
final class BridgedInterceptor implements RecordInterceptor {

  private static final System.Logger LOG = System.getLogger(BridgedInterceptor.class.getName());
  private static final long NOT_KNOWN = -1;

  private final ProducerInterceptor<Object, Object> interceptor;
  private final String channel;

  private BridgedInterceptor(ProducerInterceptor<Object, Object> interceptor, String channel) {
    this.interceptor = interceptor;
    this.channel = channel;
  }

  /** Safe: what does not fit fails in the interceptor's own cast, as under KafkaProducer. */
  @SuppressWarnings("unchecked")
  static BridgedInterceptor configured(ProducerInterceptor<?, ?> interceptor, ChannelView channel) {
    interceptor.configure(channel.settings());
    return new BridgedInterceptor(
        (ProducerInterceptor<Object, Object>) interceptor, channel.channel());
  }

  @Override
  public OutgoingRecord onSend(OutgoingRecord record) {
    ProducerRecord<Object, Object> shown = KafkaRecords.toKafka(record);
    try {
      return KafkaRecords.toWeir(interceptor.onSend(shown));
    } catch (Exception thrown) { // Kafka's interceptors are told: it is caught, and not passed on
      LOG.log(
          WARNING,
          "WEIR00501 Channel '%s': interceptor %s threw; the record for topic '%s' goes on as it was"
              .formatted(channel, interceptor.getClass().getName(), record.topic()),
          thrown);
      return record;
    }
  }

  @Override
  public void onDelivered(OutgoingRecord record, RecordReceipt receipt) {
    Acknowledgements.tell(interceptor, record, KafkaRecords.metadata(receipt), null);
  }

  @Override
  public void onFailed(OutgoingRecord record, ProducerException failure) {
    int partition =
        record.partition() == null ? RecordMetadata.UNKNOWN_PARTITION : record.partition();
    RecordMetadata where =
        KafkaRecords.metadata(new TopicPartition(record.topic(), partition), NOT_KNOWN, NOT_KNOWN);
    Acknowledgements.tell(interceptor, record, where, KafkaFailures.of(failure));
  }

  @Override
  public void close() {
    try {
      interceptor.close();
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new IllegalStateException("the interceptor did not close", thrown);
    }
  }
}
