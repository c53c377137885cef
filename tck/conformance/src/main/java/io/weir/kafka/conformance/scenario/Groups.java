package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Members of a group share partitions, come, go, and resume. */
public final class Groups implements Scenario {
  private static final String TOPIC = "groups";
  private static final String GROUP = "sharers";

  @Override
  public String expected() {
    return """
        a alone: [0, 1, 2]
        a beside b: [0, 1]
        b beside a: [2]
        the group: Stable, 2 members, range
        delete with members: GroupNotEmptyException: The group is not empty.
        a reads: [0/0=first, 1/0=first]
        b reads: [2/0=first]
        committed: {0=1, 1=1, 2=1}
        a after b: [0, 1, 2]
        a reads all: [0/1=second, 1/1=second, 2/1=second]
        the empty group: Empty, 0 members,\s
        its offsets: {0=1, 1=2, 2=1}
        c reads again what was not committed: [0/1=second, 2/1=second]
        delete: done
        offsets then: {}
        delete again: GroupIdNotFoundException: The group id does not exist.
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    NewTopic topic =
        new NewTopic(TOPIC, Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2)));
    lab.get(lab.admin().createTopics(List.of(topic)).all());
    KafkaConsumer<String, String> a = member(lab, "a");
    KafkaConsumer<String, String> b = member(lab, "b");
    one_member_has_all_partitions(lab, a);
    two_members_share_them_by_range(lab, a, b);
    a_group_with_members_cannot_be_deleted(lab);
    each_reads_its_own_and_commits(lab, a, b);
    a_member_that_leaves_hands_over(lab, a, b);
    the_offsets_outlive_the_members(lab, a);
    a_new_member_resumes(lab);
    an_empty_group_can_be_deleted(lab);
  }

  private static void one_member_has_all_partitions(Lab lab, KafkaConsumer<String, String> a)
      throws Exception {
    awaitAssigned(lab, List.of(a), 3);
    lab.note("a alone", partitions(a));
  }

  private static void two_members_share_them_by_range(
      Lab lab, KafkaConsumer<String, String> a, KafkaConsumer<String, String> b) throws Exception {
    awaitAssigned(lab, List.of(b, a), 1);
    lab.note("a beside b", partitions(a));
    lab.note("b beside a", partitions(b));
    lab.note("the group", describe(lab));
  }

  private static void a_group_with_members_cannot_be_deleted(Lab lab) throws Exception {
    lab.noteAnswer("delete with members", lab.admin().deleteConsumerGroups(List.of(GROUP)).all());
  }

  private static void each_reads_its_own_and_commits(
      Lab lab, KafkaConsumer<String, String> a, KafkaConsumer<String, String> b) throws Exception {
    produce(lab, "first");
    lab.note("a reads", read(lab, a, 2));
    lab.note("b reads", read(lab, b, 1));
    a.commitSync();
    b.commitSync();
    lab.note("committed", committed(lab));
  }

  private static void a_member_that_leaves_hands_over(
      Lab lab, KafkaConsumer<String, String> a, KafkaConsumer<String, String> b) throws Exception {
    b.close();
    awaitAssigned(lab, List.of(a), 3);
    lab.note("a after b", partitions(a));
    produce(lab, "second");
    lab.note("a reads all", read(lab, a, 3));
  }

  private static void the_offsets_outlive_the_members(Lab lab, KafkaConsumer<String, String> a)
      throws Exception {
    a.commitSync(Map.of(new TopicPartition(TOPIC, 1), new OffsetAndMetadata(2)));
    a.close();
    lab.note("the empty group", describe(lab));
    lab.note("its offsets", committed(lab));
  }

  private static void a_new_member_resumes(Lab lab) throws Exception {
    KafkaConsumer<String, String> c = member(lab, "c");
    lab.note("c reads again what was not committed", read(lab, c, 2));
    c.close();
  }

  private static void an_empty_group_can_be_deleted(Lab lab) throws Exception {
    lab.noteAnswer("delete", lab.admin().deleteConsumerGroups(List.of(GROUP)).all());
    lab.note("offsets then", committed(lab));
    lab.noteAnswer("delete again", lab.admin().deleteConsumerGroups(List.of(GROUP)).all());
  }

  private static KafkaConsumer<String, String> member(Lab lab, String name) {
    KafkaConsumer<String, String> member =
        lab.consumer(
            Map.of(
                "group.id",
                GROUP,
                "client.id",
                name,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "heartbeat.interval.ms",
                300));
    member.subscribe(List.of(TOPIC));
    return member;
  }

  /** Polls all members until the first of them has this many partitions. */
  private static void awaitAssigned(
      Lab lab, List<KafkaConsumer<String, String>> members, int partitions) throws Exception {
    lab.until(
        partitions + " partitions",
        () -> {
          members.forEach(member -> member.poll(Duration.ofMillis(50)));
          return members.get(0).assignment().size();
        },
        size -> size == partitions);
  }

  private static List<Integer> partitions(KafkaConsumer<String, String> member) {
    return member.assignment().stream().map(TopicPartition::partition).sorted().toList();
  }

  private static void produce(Lab lab, String value) throws Exception {
    KafkaProducer<String, String> producer = lab.producer(Map.of());
    for (int partition = 0; partition < 3; partition++) {
      lab.get(producer.send(new ProducerRecord<>(TOPIC, partition, null, value)));
    }
  }

  /** What the member reads, in the order of the partitions. */
  private static List<String> read(Lab lab, KafkaConsumer<String, String> member, int records)
      throws Exception {
    TreeSet<String> read = new TreeSet<>();
    lab.until(
        records + " records",
        () -> {
          member
              .poll(Duration.ofMillis(50))
              .forEach(
                  each -> read.add(each.partition() + "/" + each.offset() + "=" + each.value()));
          return read.size();
        },
        size -> size >= records);
    return new ArrayList<>(read);
  }

  private static String describe(Lab lab) throws Exception {
    ConsumerGroupDescription group =
        lab.getOnly(lab.admin().describeConsumerGroups(List.of(GROUP)).describedGroups());
    return "%s, %d members, %s"
        .formatted(group.groupState(), group.members().size(), group.partitionAssignor());
  }

  private static Map<Integer, Long> committed(Lab lab) throws Exception {
    Map<Integer, Long> offsets = new TreeMap<>();
    lab.get(lab.admin().listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata())
        .forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
    return offsets;
  }
}
