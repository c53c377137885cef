package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Batch;
import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.RawPartition;
import io.weir.kafka.conformance.Scenario;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A leader is killed while one follower has everything and the other lags behind. */
public final class LeaderCrash implements Scenario {
  private static final String TOPIC = "leader-crash";

  @Override
  public String expected() {
    return """
        before: 0
        the lagging follower: leader 1 in epoch 0, in sync [1, 2]
        without it: NONE at 1
        after the crash: leader 2 in epoch 1, in sync [2, 3]
        consumers see: high watermark 2, log start 0, records [a, b]
        the same batch: NONE at 1
        a producer goes on: 2
        the old leader follows: leader 2 in epoch 1, in sync [1, 2, 3]
        committed: [0=a, 1=b, 2=c]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of(), 1, 3, 2);
    KafkaProducer<String, String> producer = lab.producer(Map.of("retry.backoff.ms", 100));
    lab.note("before", offset(lab, producer, "a"));
    long producerId = lab.newProducerId(1);
    lab.pause(3);
    lab.note("the lagging follower", lab.awaitIsr(TOPIC, 1, 2));
    RawPartition first = lab.partition(1, TOPIC);
    lab.note("without it", first.produce(-1, Batch.idempotent(producerId, 0, 0, "b")));

    lab.kill(1);
    lab.resume(3);
    the_leader_comes_from_the_isr_and_not_from_the_assignment(lab);
    what_was_acknowledged_is_there_and_known(lab, producerId);
    lab.note("a producer goes on", offset(lab, producer, "c"));

    lab.restart(1);
    lab.note("the old leader follows", lab.awaitIsr(TOPIC, 1, 2, 3));
    lab.note("committed", lab.committed(TOPIC));
  }

  private static void the_leader_comes_from_the_isr_and_not_from_the_assignment(Lab lab)
      throws Exception {
    lab.awaitLeader(TOPIC, 2);
    lab.note("after the crash", lab.awaitIsr(TOPIC, 2, 3));
  }

  private static void what_was_acknowledged_is_there_and_known(Lab lab, long producerId) {
    RawPartition second = lab.partition(2, TOPIC);
    lab.note("consumers see", second.fetch(0));
    lab.note("the same batch", second.produce(-1, Batch.idempotent(producerId, 0, 0, "b")));
  }

  private static long offset(Lab lab, KafkaProducer<String, String> producer, String value)
      throws Exception {
    return lab.get(producer.send(new ProducerRecord<>(TOPIC, value))).offset();
  }
}
