package io.weir.kafka.conformance.scenario;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;

/** What a producer hears, with acks 0, 1 and all, when all is well and when it is not. */
public final class Acknowledgements implements Scenario {
  private static final String TOPIC = "acknowledgements";

  @Override
  public String expected() {
    return """
        acks=1: NONE at 0
        acks=all: NONE at 1
        acks=2: INVALID_REQUIRED_ACKS
        acks=1 after acks=0: NONE at 4
        acks=0 with an error closes: true
        too large: MESSAGE_TOO_LARGE
        damaged: CORRUPT_MESSAGE
        magic 1: INVALID_RECORD
        two batches in one request: INVALID_RECORD
        from tomorrow: INVALID_TIMESTAMP (One or more records have been rejected due to invalid timestamp)
        at a follower: NOT_LEADER_OR_FOLLOWER
        unknown topic: UNKNOWN_TOPIC_OR_PARTITION
        a record: acknowledgements-0@5
        a record that is too large: RecordTooLargeException: The request included a message larger than the max message size the server will accept.
        acks=0: acknowledgements-0@-1
        committed: [0=a, 1=b, 2=c, 3=silent, 4=d, 5=e, 6=f]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(
        TOPIC, Map.of("max.message.bytes", "1000", "min.insync.replicas", "2"), 1, 2, 3);
    RawPartition leader = lab.partition(1, TOPIC);
    acks_1_and_all_answer_with_the_offset(lab, leader);
    acks_0_is_silent_and_closes_the_connection_on_an_error(lab);
    a_batch_that_is_too_large_damaged_or_absent_is_refused(lab, leader);
    a_record_from_the_future_is_refused_with_a_text(lab, leader);
    a_partition_that_is_not_here_is_an_error(lab);
    a_producer_hears_the_same(lab);
    lab.note("committed", lab.committed(TOPIC));
  }

  private static void acks_1_and_all_answer_with_the_offset(Lab lab, RawPartition leader) {
    lab.note("acks=1", leader.produce(1, Batch.of("a")));
    lab.note("acks=all", leader.produce(-1, Batch.of("b", "c")));
    lab.note("acks=2", leader.produce(2, Batch.of("refused")));
  }

  private static void acks_0_is_silent_and_closes_the_connection_on_an_error(Lab lab) {
    RawPartition good = lab.partitionAlone(1, TOPIC);
    good.send(0, 1000, Batch.of("silent"));
    lab.note("acks=1 after acks=0", good.produced(good.send(1, 1000, Batch.of("d"))));
    RawPartition bad = lab.partitionAlone(1, TOPIC);
    bad.send(0, 1000, Batch.of("x".repeat(2000)));
    lab.note("acks=0 with an error closes", bad.isClosedByBroker());
  }

  private static void a_batch_that_is_too_large_damaged_or_absent_is_refused(
      Lab lab, RawPartition leader) {
    lab.note("too large", leader.produce(-1, Batch.of("x".repeat(2000))));
    ByteBuf damaged = Batch.of("damaged");
    damaged.setByte(damaged.readableBytes() - 1, 7);
    lab.note("damaged", leader.produce(-1, damaged));
    ByteBuf oldMagic = Batch.of("old");
    lab.note("magic 1", leader.produce(-1, oldMagic.setByte(16, 1)));
    ByteBuf two = Unpooled.copiedBuffer(Batch.of("one"), Batch.of("two"));
    lab.note("two batches in one request", leader.produce(-1, two));
  }

  private static void a_record_from_the_future_is_refused_with_a_text(
      Lab lab, RawPartition leader) {
    long future = System.currentTimeMillis() + Duration.ofDays(1).toMillis();
    lab.note("from tomorrow", leader.produce(-1, Batch.at(Compression.NONE, future)));
  }

  private static void a_partition_that_is_not_here_is_an_error(Lab lab) {
    lab.note("at a follower", lab.partition(2, TOPIC).produce(-1, Batch.of("lost")));
    lab.note("unknown topic", lab.partition(1, "nowhere").produce(-1, Batch.of("lost")));
  }

  private static void a_producer_hears_the_same(Lab lab) throws Exception {
    KafkaProducer<String, String> producer = lab.producer(Map.of());
    lab.noteAnswer("a record", producer.send(new ProducerRecord<>(TOPIC, 0, 42L, "k", "e")));
    lab.noteAnswer(
        "a record that is too large", producer.send(new ProducerRecord<>(TOPIC, "x".repeat(2000))));
    KafkaProducer<String, String> silent =
        lab.producer(Map.of("acks", "0", "enable.idempotence", false));
    lab.noteAnswer("acks=0", silent.send(new ProducerRecord<>(TOPIC, "f")));
  }
}
