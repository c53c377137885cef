package io.weir.kafka.testcluster.controller;

import static io.weir.kafka.testcluster.controller.ControllerFixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.testcluster.controller.ConfigChange.Operation;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.DynamicConfigs;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalReplayTest {

  private final ControllerFixture cluster = ControllerFixture.ofThree();

  @Test
  void a_cluster_comes_back_as_it_was_but_nobody_leads_until_brokers_register() {
    cluster.topic(Map.of("leader.replication.throttled.replicas", "1:2, 3 & more"), 1, 2, 3);
    cluster.controller.reassign(TOPIC, 0, List.of(1, 2));
    cluster.start(4);
    cluster.controller.reassign(TOPIC, 0, List.of(1, 4));
    ClusterImage before = cluster.controller.image();
    PartitionImage partition = cluster.partition();

    cluster.restart();

    ClusterImage after = cluster.controller.image();
    assertThat(after.clusterId()).isEqualTo(before.clusterId());
    assertThat(after.version()).isGreaterThan(before.version());
    assertThat(cluster.partition()).isEqualTo(partition.withLeader(PartitionImage.NO_LEADER));
    assertThat(cluster.image(TOPIC).settings())
        .isEqualTo(before.topics().iterator().next().settings());
    assertThat(after.liveBrokers()).isEmpty();
    assertThat(after.brokers())
        .extracting(RegisteredBroker::node)
        .isEqualTo(before.brokers().stream().map(RegisteredBroker::node).toList());
  }

  @Test
  void the_whole_isr_waits_for_its_brokers_and_epochs_go_on_growing() {
    cluster.topic(1, 2, 3);
    long lastEpoch = cluster.epoch(3);

    cluster.restart();
    cluster.start(2);

    assertThat(cluster.epoch(2)).isGreaterThan(lastEpoch);
    assertThat(cluster.partition().leader()).isEqualTo(2);
    assertThat(cluster.partition().leaderEpoch()).isEqualTo(2);
    assertThat(cluster.partition().isr()).containsExactly(1, 2, 3);
  }

  @Test
  void deleted_topics_changed_settings_and_reserved_producer_ids_come_back_as_such() {
    cluster.topic(1);
    cluster.controller.create(NewTopic.named("gone"));
    cluster.controller.delete("gone");
    cluster.controller.createPartitions(TOPIC, 2, null);
    cluster.controller.alterTopicConfigs(
        TOPIC, List.of(new ConfigChange("retention.ms", Operation.SET, "9")));
    cluster.controller.alterBrokerConfigs(
        DynamicConfigs.ALL_BROKERS,
        List.of(new ConfigChange("min.insync.replicas", Operation.SET, "2")));
    cluster.controller.alterBrokerConfigs(
        "3", List.of(new ConfigChange("log.retention.ms", Operation.SET, "5")));
    long producer = cluster.controller.nextProducerId();

    cluster.restart();

    ClusterImage image = cluster.controller.image();
    assertThat(image.topics()).extracting(TopicImage::name).containsExactly(TOPIC);
    assertThat(cluster.image(TOPIC).partitions()).hasSize(2);
    assertThat(cluster.image(TOPIC).settings().retentionMs()).isEqualTo(9);
    assertThat(cluster.image(TOPIC).settings().minInsyncReplicas()).isEqualTo(2);
    assertThat(image.dynamicConfigs().changes("3")).containsEntry("log.retention.ms", "5");
    assertThat(cluster.controller.nextProducerId()).isGreaterThan(producer);
  }

  @Test
  void a_journal_that_makes_no_sense_is_an_error() {
    cluster.storage.appendJournal("nonsense 1");

    assertThatThrownBy(cluster::restart)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nonsense");
  }
}
