package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.Scenario;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/** Kafka's admin client creates, changes, describes, moves and deletes a topic. */
public final class Administration implements Scenario {
  private static final String TOPIC = "administration";
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final ConfigResource RESOURCE =
      new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);

  @Override
  public String expected() {
    return """
        create: done
        partitions: 0: 1 of [1, 2] in [1, 2]; 1: 3 of [3, 1] in [1, 3]
        brokers: 3
        again: TopicExistsException: Topic 'administration' already exists.
        too many replicas: InvalidReplicationFactorException: Unable to replicate the partition 4 time(s): The target replication factor of 4 cannot be reached because only 3 broker(s) are registered or some brokers have all their log directories cordoned.
        no replica: InvalidReplicationFactorException: Replication factor must be larger than 0, or -1 to use the default value.
        no partition: InvalidPartitionsException: Number of partitions was set to an invalid non-positive value.
        bad name: InvalidTopicException: Topic name is invalid: 'bad name' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'
        unknown broker: InvalidReplicaAssignmentException: The manual partition assignment includes broker 9, but no such broker is registered.
        a replica twice: InvalidReplicaAssignmentException: The manual partition assignment includes the broker 1 more than once.
        unknown setting: InvalidConfigurationException
        bad value: InvalidConfigurationException
        three: done
        partitions then: 0: 1 of [1, 2] in [1, 2]; 1: 3 of [3, 1] in [1, 3]; 2: 2 of [2, 3] in [2, 3]
        as many: InvalidPartitionsException: Topic already has 3 partition(s).
        fewer: InvalidPartitionsException: The topic administration currently has 3 partition(s); 2 would not be an increase.
        of an unknown topic: UnknownTopicOrPartitionException: This server does not host this topic-partition.
        at first: retention.ms=3600000 by DYNAMIC_TOPIC_CONFIG
        set: done
        append: done
        then: cleanup.policy=delete,compact by DYNAMIC_TOPIC_CONFIG, min.insync.replicas=2 by DYNAMIC_TOPIC_CONFIG, retention.ms=3600000 by DYNAMIC_TOPIC_CONFIG
        delete: done
        subtract: done
        at last: cleanup.policy=delete by DYNAMIC_TOPIC_CONFIG, min.insync.replicas=2 by DYNAMIC_TOPIC_CONFIG, retention.ms=604800000 by DEFAULT_CONFIG
        bad value: InvalidConfigurationException
        unknown name: InvalidConfigurationException
        move: done
        moved: 0: 3 of [3, 2] in [2, 3]; 1: 3 of [3, 1] in [1, 3]; 2: 2 of [2, 3] in [2, 3]
        moves under way: 0
        cancel: NoReassignmentInProgressException: No partition reassignment is in progress.
        to an unknown broker: InvalidReplicaAssignmentException: The manual partition assignment includes broker 9, but no such broker is registered.
        delete it: done
        delete it again: UnknownTopicOrPartitionException: This server does not host this topic-partition.
        describe it: UnknownTopicOrPartitionException: This server does not host this topic-partition.
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    a_topic_is_created_as_assigned(lab);
    a_topic_that_cannot_be_is_refused(lab);
    partitions_are_added(lab);
    settings_are_changed_one_by_one(lab);
    replicas_are_moved(lab);
    a_topic_is_deleted(lab);
  }

  private static void a_topic_is_created_as_assigned(Lab lab) throws Exception {
    NewTopic topic =
        new NewTopic(TOPIC, Map.of(0, List.of(1, 2), 1, List.of(3, 1)))
            .configs(Map.of("retention.ms", "3600000"));
    lab.noteAnswer("create", lab.admin().createTopics(List.of(topic)).all());
    lab.note("partitions", describe(lab, 2));
    lab.note("brokers", lab.get(lab.admin().describeCluster().nodes()).size());
  }

  private static void a_topic_that_cannot_be_is_refused(Lab lab) throws Exception {
    refuse(lab, "again", new NewTopic(TOPIC, 1, (short) 1));
    refuse(lab, "too many replicas", new NewTopic("four-replicas", 1, (short) 4));
    refuse(lab, "no replica", new NewTopic("no-replica", 1, (short) 0));
    refuse(lab, "no partition", new NewTopic("no-partition", 0, (short) 1));
    refuse(lab, "bad name", new NewTopic("bad name", 1, (short) 1));
    refuse(lab, "unknown broker", new NewTopic("far-away", Map.of(0, List.of(9))));
    refuse(lab, "a replica twice", new NewTopic("twice", Map.of(0, List.of(1, 1))));
    lab.noteError("unknown setting", createWith(lab, "retention.minutes", "1"));
    lab.noteError("bad value", createWith(lab, "retention.ms", "soon"));
  }

  private static KafkaFuture<Void> createWith(Lab lab, String setting, String value) {
    NewTopic topic = new NewTopic("odd", 1, (short) 1).configs(Map.of(setting, value));
    return lab.admin().createTopics(List.of(topic)).all();
  }

  private static void refuse(Lab lab, String what, NewTopic topic) throws Exception {
    lab.noteAnswer(what, lab.admin().createTopics(List.of(topic)).all());
  }

  private static void partitions_are_added(Lab lab) throws Exception {
    addPartitions(lab, "three", NewPartitions.increaseTo(3, List.of(List.of(2, 3))));
    lab.note("partitions then", describe(lab, 3));
    addPartitions(lab, "as many", NewPartitions.increaseTo(3));
    addPartitions(lab, "fewer", NewPartitions.increaseTo(2));
    lab.noteAnswer(
        "of an unknown topic",
        lab.admin().createPartitions(Map.of("nowhere", NewPartitions.increaseTo(2))).all());
  }

  private static void addPartitions(Lab lab, String what, NewPartitions partitions)
      throws Exception {
    lab.noteAnswer(what, lab.admin().createPartitions(Map.of(TOPIC, partitions)).all());
  }

  private static void settings_are_changed_one_by_one(Lab lab) throws Exception {
    lab.note("at first", configOnceIt(lab, "retention.ms=3600000"));
    lab.noteAnswer("set", alter(lab, OpType.SET, "min.insync.replicas", "2"));
    lab.noteAnswer("append", alter(lab, OpType.APPEND, "cleanup.policy", "compact"));
    lab.note("then", configOnceIt(lab, "cleanup.policy=delete,compact"));
    lab.noteAnswer("delete", alter(lab, OpType.DELETE, "retention.ms", ""));
    lab.noteAnswer("subtract", alter(lab, OpType.SUBTRACT, "cleanup.policy", "compact"));
    lab.note("at last", configOnceIt(lab, "cleanup.policy=delete by"));
    lab.noteError("bad value", alter(lab, OpType.SET, "min.insync.replicas", "none"));
    lab.noteError("unknown name", alter(lab, OpType.SET, "min.replicas", "2"));
  }

  private static KafkaFuture<Void> alter(Lab lab, OpType type, String name, String value) {
    Collection<AlterConfigOp> change =
        List.of(new AlterConfigOp(new ConfigEntry(name, value), type));
    return lab.admin().incrementalAlterConfigs(Map.of(RESOURCE, change)).all();
  }

  /** A broker learns of a change a moment after the controller has confirmed it. */
  private static String configOnceIt(Lab lab, String contains) throws Exception {
    return lab.until("settings", () -> config(lab), seen -> seen.contains(contains));
  }

  /** The settings of which the topic has a value of its own, and one that it has not. */
  private static String config(Lab lab) throws Exception {
    Config config = lab.getOnly(lab.admin().describeConfigs(List.of(RESOURCE)).values());
    return config.entries().stream()
        .filter(entry -> !entry.isDefault() || entry.name().equals("retention.ms"))
        .filter(entry -> entry.source() != ConfigEntry.ConfigSource.STATIC_BROKER_CONFIG)
        .map(entry -> entry.name() + "=" + entry.value() + " by " + entry.source())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static void replicas_are_moved(Lab lab) throws Exception {
    lab.noteAnswer("move", reassign(lab, Optional.of(new NewPartitionReassignment(List.of(3, 2)))));
    lab.until("moved", () -> describe(lab, 3), seen -> seen.contains("0: 3 of [3, 2] in [2, 3]"));
    lab.note("moved", describe(lab, 3));
    lab.note(
        "moves under way",
        lab.get(lab.admin().listPartitionReassignments().reassignments()).size());
    lab.noteAnswer("cancel", reassign(lab, Optional.empty()));
    lab.noteAnswer(
        "to an unknown broker",
        reassign(lab, Optional.of(new NewPartitionReassignment(List.of(9, 2)))));
  }

  private static KafkaFuture<Void> reassign(Lab lab, Optional<NewPartitionReassignment> target) {
    return lab.admin().alterPartitionReassignments(Map.of(FIRST, target)).all();
  }

  private static void a_topic_is_deleted(Lab lab) throws Exception {
    lab.noteAnswer("delete it", lab.admin().deleteTopics(List.of(TOPIC)).all());
    lab.until(
        "deleted",
        () -> lab.get(lab.admin().listTopics().names()),
        names -> !names.contains(TOPIC));
    lab.noteAnswer("delete it again", lab.admin().deleteTopics(List.of(TOPIC)).all());
    lab.noteAnswer("describe it", lab.admin().describeTopics(List.of(TOPIC)).allTopicNames());
  }

  /** Each partition as {@code INDEX: LEADER of REPLICAS in ISR}, as soon as there are so many. */
  private static String describe(Lab lab, int partitions) throws Exception {
    return lab.until(
        partitions + " partitions with leaders",
        () -> {
          TopicDescription topic =
              lab.getOnly(lab.admin().describeTopics(List.of(TOPIC)).topicNameValues());
          return topic.partitions().stream()
              .map(Administration::text)
              .collect(Collectors.joining("; "));
        },
        seen -> seen.split(";", -1).length == partitions);
  }

  private static String text(TopicPartitionInfo partition) {
    return "%d: %s of %s in %s"
        .formatted(
            partition.partition(),
            partition.leader() == null ? "nobody" : partition.leader().id(),
            partition.replicas().stream().map(Node::id).toList(),
            partition.isr().stream().map(Node::id).sorted().toList());
  }
}
