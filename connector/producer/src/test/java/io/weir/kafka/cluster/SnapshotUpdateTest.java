package io.weir.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseBroker;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponsePartition;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseTopic;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SnapshotUpdateTest {

  private static final UUID ID = new UUID(1, 1);
  private static final UUID NO_ID = new UUID(0, 0);

  @Test
  void topicsThatAreNotNamedStay() {
    ClusterSnapshot first = update(ClusterSnapshot.EMPTY, MetadataFixture.topic("a", ID, 1, 1));
    ClusterSnapshot second = update(first, MetadataFixture.topic("b", NO_ID, 1, 1));
    assertThat(second.partitionCount("a")).isOne();
    assertThat(second.partitionCount("b")).isOne();
    assertThat(first.topic("b")).as("a snapshot never changes").isNull();
  }

  @Test
  void topicsThatAreNotKeptGo() {
    ClusterSnapshot first = update(ClusterSnapshot.EMPTY, MetadataFixture.topic("a", ID, 1, 1));
    ClusterSnapshot second =
        SnapshotUpdate.apply(first, response(MetadataFixture.topic("b", ID, 1, 1)), name -> false);
    assertThat(second.topic("a")).isNull();
    assertThat(second.topic("b")).isNull();
  }

  @Test
  void aTopicOfWhichNothingHasChangedKeepsItsObject() {
    ClusterSnapshot first = update(ClusterSnapshot.EMPTY, MetadataFixture.topic("a", ID, 1, 1));
    ClusterSnapshot same = update(first, MetadataFixture.topic("a", ID, 1, 1));
    assertThat(same.topic("a")).isSameAs(first.topic("a"));
    assertThat(same.sameAs(first)).isTrue();
    ClusterSnapshot moved = update(same, MetadataFixture.topic("a", ID, 2, 2));
    assertThat(moved.sameAs(same)).isFalse();
  }

  @Test
  void partitionsMayComeInAnyOrder() {
    TopicSnapshot topic =
        topic(update(ClusterSnapshot.EMPTY, partitions(partition(1, 11), partition(0, 10))));
    assertThat(topic.leaderId(0)).isEqualTo(10);
    assertThat(topic.leaderId(1)).isEqualTo(11);
  }

  @Test
  void partitionNumbersThatMakeNoSenseHarmNobody() {
    TopicSnapshot topic =
        topic(
            update(
                ClusterSnapshot.EMPTY,
                partitions(partition(-1, 1), partition(Integer.MAX_VALUE, 2), partition(0, 3))));
    assertThat(topic.partitionCount()).isEqualTo(3);
    assertThat(topic.leaderId(0)).isEqualTo(3);
    assertThat(topic.leaderId(1)).isEqualTo(TopicSnapshot.NO_LEADER);
    assertThat(topic.leaderId(-1)).isEqualTo(TopicSnapshot.NO_LEADER);
    assertThat(topic.leaderEpoch(99)).isEqualTo(-1);
  }

  @Test
  void aTopicWithoutNameIsIgnored() {
    ClusterSnapshot snapshot =
        update(
            ClusterSnapshot.EMPTY,
            new MetadataResponseTopic((short) 100, null, ID, false, List.of(), 0));
    assertThat(snapshot.topics()).isEmpty();
  }

  @Test
  void brokersWithoutEpochsOverruleWhatIsKnown() {
    ClusterSnapshot first = update(ClusterSnapshot.EMPTY, MetadataFixture.topic("a", ID, 5, 1));
    ClusterSnapshot second = update(first, MetadataFixture.topic("a", NO_ID, -1, 2));
    assertThat(topic(second).leaderId(0)).isEqualTo(2);
  }

  @Test
  void aTopicWithoutPartitionsIsNotReady() {
    ClusterSnapshot snapshot = update(ClusterSnapshot.EMPTY, partitions());
    assertThat(topic(snapshot).error()).isEqualTo(ErrorCode.LEADER_NOT_AVAILABLE);
    assertThat(TopicAnswer.of("a", snapshot).kind()).isEqualTo(TopicAnswer.Kind.MISSING);
  }

  @Test
  void aTopicThatIsLeftOutOfTheAnswerIsMissing() {
    assertThat(TopicAnswer.of("a", ClusterSnapshot.EMPTY).kind())
        .isEqualTo(TopicAnswer.Kind.MISSING);
  }

  private static MetadataResponseTopic partitions(MetadataResponsePartition... partitions) {
    return new MetadataResponseTopic((short) 0, "a", ID, false, List.of(partitions), 0);
  }

  private static MetadataResponsePartition partition(int index, int leader) {
    return new MetadataResponsePartition(
        (short) 0, index, leader, 0, List.of(), List.of(), List.of());
  }

  private static TopicSnapshot topic(ClusterSnapshot snapshot) {
    TopicSnapshot topic = snapshot.topic("a");
    assertThat(topic).isNotNull();
    return topic;
  }

  private static ClusterSnapshot update(ClusterSnapshot old, MetadataResponseTopic topic) {
    return SnapshotUpdate.apply(old, response(topic), name -> true);
  }

  private static MetadataResponse response(MetadataResponseTopic topic) {
    return new MetadataResponse(
        0,
        List.of(new MetadataResponseBroker(1, "h", 1, null)),
        "id",
        1,
        List.of(topic),
        Integer.MIN_VALUE,
        (short) 0);
  }
}
