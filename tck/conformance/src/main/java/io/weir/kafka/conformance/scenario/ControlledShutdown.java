package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.Scenario;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;

/** The preferred leader is shut down in order, comes back, and is elected again on demand. */
public final class ControlledShutdown implements Scenario {
  private static final String TOPIC = "controlled-shutdown";

  @Override
  public String expected() {
    return """
        before: offset 0
        stopped: leader 2 in epoch 1, in sync [2, 3]
        while it is down: offset 1
        election: PreferredLeaderNotAvailableException: The preferred leader was not available.
        back: leader 2 in epoch 1, in sync [1, 2, 3]
        with it: offset 2
        election when it is back: done
        elected: leader 1 in epoch 2, in sync [1, 2, 3]
        through it: offset 3
        one more election: ElectionNotNeededException: Leader election not needed for topic partition.
        committed: [0=before, 1=down, 2=back, 3=elected]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    lab.createTopic(TOPIC, Map.of("min.insync.replicas", "2"), 1, 2, 3);
    KafkaProducer<String, String> producer = lab.producer(Map.of());
    lab.note("before", send(producer, "before"));

    a_broker_hands_over_before_it_stops(lab, producer);
    the_preferred_leader_cannot_be_elected_while_it_is_down(lab);
    lab.restart(1);
    a_broker_that_comes_back_follows(lab, producer);
    the_preferred_leader_is_elected_on_demand(lab, producer);
    lab.note("committed", lab.committed(TOPIC));
  }

  private static void a_broker_hands_over_before_it_stops(
      Lab lab, KafkaProducer<String, String> producer) throws Exception {
    lab.stop(1);
    lab.note("stopped", lab.awaitIsr(TOPIC, 2, 3));
    lab.note("while it is down", send(producer, "down"));
  }

  private static void the_preferred_leader_cannot_be_elected_while_it_is_down(Lab lab)
      throws Exception {
    lab.noteAnswer("election", elect(lab.admin()));
  }

  private static void a_broker_that_comes_back_follows(
      Lab lab, KafkaProducer<String, String> producer) throws Exception {
    lab.note("back", lab.awaitIsr(TOPIC, 1, 2, 3));
    lab.note("with it", send(producer, "back"));
  }

  private static void the_preferred_leader_is_elected_on_demand(
      Lab lab, KafkaProducer<String, String> producer) throws Exception {
    lab.noteAnswer("election when it is back", elect(lab.admin()));
    lab.note("elected", lab.awaitLeader(TOPIC, 1));
    lab.note("through it", send(producer, "elected"));
    lab.noteAnswer("one more election", elect(lab.admin()));
  }

  private static Future<?> elect(Admin admin) {
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    return admin.electLeaders(ElectionType.PREFERRED, Set.of(partition)).all();
  }

  private static String send(KafkaProducer<String, String> producer, String value)
      throws Exception {
    return "offset "
        + producer.send(new ProducerRecord<>(TOPIC, value)).get(60, TimeUnit.SECONDS).offset();
  }
}
