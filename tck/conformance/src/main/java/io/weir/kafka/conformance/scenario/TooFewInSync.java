package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** With {@code min.insync.replicas=2}, the followers of a leader stop fetching. */
public final class TooFewInSync implements Scenario {
  private static final String TOPIC = "too-few-in-sync";

  @Override
  public String expected() {
    return """
        first offset: 0
        without followers: leader 1 in epoch 0, in sync [1]
        acknowledged with one in sync: false
        consumers see: high watermark 1, log start 0, records [first]
        the latest offset: offset 1, time -1, epoch 0
        acks=all: NOT_ENOUGH_REPLICAS
        acks=1: NONE at 2
        consumers still see: high watermark 1, log start 0, records [first]
        acknowledged after two retries: false
        the retry's offset: 1
        with followers: leader 1 in epoch 0, in sync [1, 2, 3]
        committed: [0=first, 1=waiting, 2=leader alone]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of("min.insync.replicas", "2"), 1, 2, 3);
    KafkaProducer<String, String> producer = lab.producer(Map.of("retry.backoff.ms", 100));
    lab.note("first offset", send(producer, "first").get(60, TimeUnit.SECONDS).offset());
    lab.pause(2);
    lab.pause(3);

    Future<RecordMetadata> waiting = send(producer, "waiting");
    lab.note("without followers", lab.awaitIsr(TOPIC, 1));
    a_write_waits_and_the_high_watermark_stands_still(lab, waiting);
    acks_all_is_refused_before_the_append_and_acks_1_is_not(lab);
    a_producer_tries_again_until_the_followers_are_back(lab, producer, waiting);
  }

  private static void a_write_waits_and_the_high_watermark_stands_still(
      Lab lab, Future<RecordMetadata> waiting) {
    lab.note("acknowledged with one in sync", waiting.isDone());
    lab.note("consumers see", lab.partition(1, TOPIC).fetch(0));
    lab.note("the latest offset", lab.partition(1, TOPIC).offsetAt(-1));
  }

  private static void acks_all_is_refused_before_the_append_and_acks_1_is_not(Lab lab) {
    RawPartition leader = lab.partition(1, TOPIC);
    lab.note("acks=all", leader.produce(-1, Batch.of("refused")));
    lab.note("acks=1", leader.produce(1, Batch.of("leader alone")));
    lab.note("consumers still see", leader.fetch(0));
  }

  private static void a_producer_tries_again_until_the_followers_are_back(
      Lab lab, KafkaProducer<String, String> producer, Future<RecordMetadata> waiting)
      throws Exception {
    // The first try ends with the request's time, each other one with error 19.
    lab.awaitRetries(producer, 2);
    lab.note("acknowledged after two retries", waiting.isDone());
    lab.resume(2);
    lab.resume(3);
    lab.note("the retry's offset", waiting.get(60, TimeUnit.SECONDS).offset());
    lab.note("with followers", lab.awaitIsr(TOPIC, 1, 2, 3));
    lab.note("committed", lab.committed(TOPIC));
  }

  private static Future<RecordMetadata> send(KafkaProducer<String, String> producer, String value) {
    return producer.send(new ProducerRecord<>(TOPIC, value));
  }
}
