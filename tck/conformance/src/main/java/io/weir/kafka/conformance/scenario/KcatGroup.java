package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.Scenario;
import io.weir.kafka.referee.Kcat;
import io.weir.kafka.referee.KcatMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Two {@code kcat -G} and a Java consumer share a group, come, go, and resume. */
public final class KcatGroup implements Scenario {
  private static final String TOPIC = "kcat-group";
  private static final int PARTITIONS = 3;
  private static final String RECORD = "%p/%o=%s\\n";
  private static final String[] LIVELY = {"-X", "heartbeat.interval.ms=300"};

  // A group outlives the scenario: another run needs another one.
  private final String group = "kcats-" + UUID.randomUUID();

  @Override
  public String expected() {
    return """
        a Java consumer alone: [0, 1, 2]
        it reads: [0/0=first, 1/0=first, 2/0=first]
        beside two kcats: 1 partition
        each kcat: [1, 1] partitions
        all have: [0, 1, 2]
        all read: [0/1=second, 1/1=second, 2/1=second]
        without it, the kcats have: [0, 1, 2]
        and read: [0/2=third, 1/2=third, 2/2=third]
        without kcats, the group: Empty, 0 members
        committed: {0=3, 1=3, 2=3}
        another Java consumer reads: [0/3=fourth, 1/3=fourth, 2/3=fourth]
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    NewTopic topic =
        new NewTopic(TOPIC, Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2)));
    lab.get(lab.admin().createTopics(List.of(topic)).all());
    KafkaConsumer<String, String> java = member(lab);
    a_java_consumer_commits_what_it_reads(lab, java);
    Kcat kcat = Kcat.of(lab.bootstrapServers());
    try (KcatMember ada = kcat.join(group, TOPIC, RECORD, LIVELY);
        KcatMember ben = kcat.join(group, TOPIC, RECORD, LIVELY)) {
      all_share_and_resume_where_it_was(lab, java, List.of(ada, ben));
      the_kcats_go_on_without_it(lab, java, List.of(ada, ben));
    }
    the_next_one_resumes_where_the_kcats_were(lab);
  }

  private static void a_java_consumer_commits_what_it_reads(
      Lab lab, KafkaConsumer<String, String> java) throws Exception {
    awaitAssigned(lab, java, PARTITIONS);
    lab.note("a Java consumer alone", partitions(java));
    produce(lab, "first");
    lab.note("it reads", read(lab, List.of(), java));
    java.commitSync();
  }

  private static void all_share_and_resume_where_it_was(
      Lab lab, KafkaConsumer<String, String> java, List<KcatMember> kcats) throws Exception {
    lab.until(
        "a partition each",
        () -> {
          java.poll(Duration.ofMillis(50));
          return Stream.concat(sizes(kcats).stream(), Stream.of(java.assignment().size())).toList();
        },
        seen -> seen.equals(List.of(1, 1, 1)));
    lab.note("beside two kcats", java.assignment().size() + " partition");
    lab.note("each kcat", sizes(kcats) + " partitions");
    lab.note(
        "all have",
        Stream.concat(partitions(kcats).stream(), partitions(java).stream()).sorted().toList());
    produce(lab, "second");
    lab.note("all read", read(lab, kcats, java));
    java.commitSync();
  }

  private static void the_kcats_go_on_without_it(
      Lab lab, KafkaConsumer<String, String> java, List<KcatMember> kcats) throws Exception {
    java.close();
    List<Integer> all =
        lab.until("all partitions", () -> partitions(kcats), seen -> seen.size() == PARTITIONS);
    lab.note("without it, the kcats have", all);
    List<String> before = lines(kcats);
    produce(lab, "third");
    List<String> after =
        lab.until("more records", () -> lines(kcats), seen -> seen.size() >= before.size() + 3);
    after.removeAll(before);
    lab.note("and read", after);
  }

  private void the_next_one_resumes_where_the_kcats_were(Lab lab) throws Exception {
    var left = lab.getOnly(lab.admin().describeConsumerGroups(List.of(group)).describedGroups());
    lab.note(
        "without kcats, the group",
        "%s, %d members".formatted(left.groupState(), left.members().size()));
    Map<Integer, Long> offsets = new TreeMap<>();
    lab.get(lab.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
    lab.note("committed", offsets);
    produce(lab, "fourth");
    lab.note("another Java consumer reads", read(lab, List.of(), member(lab)));
  }

  private KafkaConsumer<String, String> member(Lab lab) {
    KafkaConsumer<String, String> member =
        lab.consumer(
            Map.of(
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "heartbeat.interval.ms",
                300,
                "partition.assignment.strategy",
                RangeAssignor.class.getName()));
    member.subscribe(List.of(TOPIC));
    return member;
  }

  private static void awaitAssigned(Lab lab, KafkaConsumer<String, String> member, int partitions)
      throws Exception {
    lab.until(
        partitions + " partitions",
        () -> {
          member.poll(Duration.ofMillis(50));
          return member.assignment().size();
        },
        size -> size == partitions);
  }

  private static List<Integer> partitions(KafkaConsumer<String, String> member) {
    return member.assignment().stream().map(each -> each.partition()).sorted().toList();
  }

  private static List<Integer> sizes(List<KcatMember> kcats) {
    return kcats.stream().map(kcat -> kcat.assigned().size()).toList();
  }

  /** What all kcats are assigned, of {@code topic [index]}. */
  private static List<Integer> partitions(List<KcatMember> kcats) {
    return kcats.stream()
        .flatMap(kcat -> kcat.assigned().stream())
        .map(name -> name.replaceAll(".*\\[(\\d+)]", "$1"))
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  private static List<String> lines(List<KcatMember> kcats) {
    List<String> lines = new ArrayList<>();
    kcats.forEach(kcat -> lines.addAll(kcat.lines()));
    lines.sort(null);
    return lines;
  }

  private static void produce(Lab lab, String value) throws Exception {
    KafkaProducer<String, String> producer = lab.producer(Map.of());
    for (int partition = 0; partition < PARTITIONS; partition++) {
      lab.get(producer.send(new ProducerRecord<>(TOPIC, partition, null, value)));
    }
  }

  /** What the kcats have read until now and the consumer reads, until there are three records. */
  private static List<String> read(
      Lab lab, List<KcatMember> kcats, KafkaConsumer<String, String> java) throws Exception {
    List<String> read = new ArrayList<>();
    lab.until(
        "three records",
        () -> {
          for (ConsumerRecord<String, String> each : java.poll(Duration.ofMillis(50))) {
            read.add(each.partition() + "/" + each.offset() + "=" + each.value());
          }
          return read.size() + lines(kcats).size();
        },
        size -> size >= PARTITIONS);
    return Stream.concat(read.stream(), lines(kcats).stream()).sorted().toList();
  }
}
