package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The coordinator of a group is killed; the group goes on where it was. */
public final class CoordinatorCrash implements Scenario {
  private static final String TOPIC = "coordinator-crash";
  private static final String GROUP = "survivors";

  @Override
  public String expected() {
    return """
        before: [value 0, value 1, value 2]
        after: [value 3, value 4, value 5]
        the coordinator is another one: true
        the next member: [value 6, value 7, value 8]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    KafkaConsumer<String, String> consumer = lab.consumer(settings());
    consumer.subscribe(List.of(TOPIC));
    int coordinator = lab.coordinator(GROUP);
    // The partition's leader is another broker, so that only the coordination moves.
    int leader = coordinator % 3 + 1;
    int other = leader % 3 + 1;
    lab.createTopic(TOPIC, Map.of(), leader, other, coordinator);
    KafkaProducer<String, String> producer = lab.producer(Map.of());
    lab.note("before", read(lab, consumer, producer, 0));
    consumer.commitSync();

    lab.kill(coordinator);
    lab.note("after", read(lab, consumer, producer, 3));
    consumer.commitSync();
    lab.note("the coordinator is another one", lab.coordinator(GROUP) != coordinator);
    consumer.close();
    the_next_member_starts_where_the_last_one_committed(lab, producer);
  }

  private static void the_next_member_starts_where_the_last_one_committed(
      Lab lab, KafkaProducer<String, String> producer) throws Exception {
    KafkaConsumer<String, String> next = lab.consumer(settings());
    next.subscribe(List.of(TOPIC));
    lab.note("the next member", read(lab, next, producer, 6));
  }

  /** Writes three records and returns what the consumer reads until it has read three. */
  private static List<String> read(
      Lab lab,
      KafkaConsumer<String, String> consumer,
      KafkaProducer<String, String> producer,
      int from)
      throws Exception {
    for (int i = from; i < from + 3; i++) {
      lab.get(producer.send(new ProducerRecord<>(TOPIC, "value " + i)));
    }
    List<String> read = new ArrayList<>();
    lab.until(
        "three records",
        () -> {
          consumer.poll(Duration.ofMillis(100)).forEach(each -> read.add(each.value()));
          return read.size();
        },
        count -> count >= 3);
    return read;
  }

  private static Map<String, Object> settings() {
    return Map.of(
        "group.id",
        GROUP,
        "auto.offset.reset",
        "earliest",
        "enable.auto.commit",
        false,
        "metadata.max.age.ms",
        1000,
        "session.timeout.ms",
        30_000);
  }
}
