package io.weir.kafka.testcluster.core;

import static io.weir.kafka.testcluster.core.GroupMember.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DeleteGroupsRequest;
import io.weir.kafka.protocol.DeleteGroupsResponse.DeletableGroupResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.OffsetCommitRequest;
import io.weir.kafka.protocol.OffsetCommitRequest.OffsetCommitRequestPartition;
import io.weir.kafka.protocol.OffsetCommitRequest.OffsetCommitRequestTopic;
import io.weir.kafka.protocol.OffsetCommitResponse;
import io.weir.kafka.protocol.OffsetDeleteRequest;
import io.weir.kafka.protocol.OffsetDeleteRequest.OffsetDeleteRequestPartition;
import io.weir.kafka.protocol.OffsetDeleteRequest.OffsetDeleteRequestTopic;
import io.weir.kafka.protocol.OffsetDeleteResponse;
import io.weir.kafka.protocol.OffsetFetchRequest;
import io.weir.kafka.protocol.OffsetFetchRequest.OffsetFetchRequestGroup;
import io.weir.kafka.protocol.OffsetFetchRequest.OffsetFetchRequestTopic;
import io.weir.kafka.protocol.OffsetFetchRequest.OffsetFetchRequestTopics;
import io.weir.kafka.protocol.OffsetFetchResponse;
import io.weir.kafka.protocol.OffsetFetchResponse.OffsetFetchResponseGroup;
import io.weir.kafka.protocol.OffsetFetchResponse.OffsetFetchResponsePartition;
import io.weir.kafka.protocol.OffsetFetchResponse.OffsetFetchResponsePartitions;
import io.weir.kafka.protocol.OffsetFetchResponse.OffsetFetchResponseTopics;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupOffsetsHandlersTest {

  private static final UUID UNKNOWN_ID = new UUID(7, 7);

  private final CoreDriver driver = CoreDriver.ofBrokers(3);
  private final GroupMember member = new GroupMember(driver);

  @BeforeEach
  void topics() {
    driver.core.createTopic(NewTopic.named("orders").withPartitions(2));
    driver.step(new Event.Nudged());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  static IntStream commitVersions() {
    return IntStream.rangeClosed(2, 10);
  }

  @ParameterizedTest
  @MethodSource("commitVersions")
  void a_commit_is_stored(int version) {
    assertThat(commit(version, "orders", 1, 42)).isEqualTo(ErrorCode.NONE);

    OffsetFetchResponsePartitions stored = fetch(10, "orders", 1);
    assertThat(stored.committedOffset()).isEqualTo(42);
    assertThat(stored.committedLeaderEpoch()).isEqualTo(version >= 6 ? 3 : -1);
    assertThat(stored.metadata()).isEqualTo("note");
  }

  @Test
  void what_does_not_exist_cannot_be_committed() {
    assertThat(commit(9, "unknown", 0, 1)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(commit(9, "orders", 2, 1)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(commit(10, "orders", 2, 1)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(commit(10, "unknown", 0, 1)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
  }

  @Test
  void a_commit_that_is_refused_is_so_for_each_partition() {
    member.join();

    assertThat(commit(9, "orders", 0, 1)).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @ParameterizedTest
  @MethodSource("commitVersions")
  void from_version_9_a_member_of_no_group_is_told_that_there_is_none(int version) {
    OffsetCommitRequestTopic topic = commitOf("orders", idOf(version, "orders"), 0, 1);
    OffsetCommitRequest request =
        new OffsetCommitRequest(GROUP, 1, "stranger", null, -1, List.of(topic));

    assertThat(only(driver.call(member.connection, Apis.OFFSET_COMMIT, version, request)))
        .isEqualTo(version >= 9 ? ErrorCode.GROUP_ID_NOT_FOUND : ErrorCode.ILLEGAL_GENERATION);
  }

  @Test
  void an_old_commit_may_say_how_long_it_counts() {
    ClusterSettings settings =
        ClusterSettings.of(Map.of("offsets.retention.check.interval.ms", "2000"));
    try (CoreDriver alone = new CoreDriver(settings, new MemoryStorage(), 1)) {
      alone.core.createTopic(NewTopic.named("orders").withPartitions(1));
      GroupMember simple = new GroupMember(alone);
      OffsetCommitRequest request =
          new OffsetCommitRequest(
              GROUP, -1, "", null, 1000, List.of(commitOf("orders", Wire.ZERO_UUID, 0, 1)));

      alone.call(simple.connection, Apis.OFFSET_COMMIT, 4, request);
      assertThat(committedOfOrders(simple)).hasSize(1);
      alone.advanceMs(2000);

      assertThat(committedOfOrders(simple)).isEmpty();
    }
  }

  private static List<OffsetFetchResponseTopics> committedOfOrders(GroupMember simple) {
    return simple
        .driver
        .call(
            simple.connection,
            Apis.OFFSET_FETCH,
            9,
            new OffsetFetchRequest("", List.of(), List.of(group(GROUP, null)), false))
        .groups()
        .get(0)
        .topics();
  }

  @Test
  void a_commit_waits_for_its_replicas_and_takes_no_longer_than_five_seconds() {
    for (int broker = 1; broker <= 3; broker++) {
      driver.core.network().cut(broker, member.coordinator);
    }
    RequestHeader header =
        driver.send(member.connection, Apis.OFFSET_COMMIT, 9, commitRequest(9, "orders", 0, 1));
    driver.advanceMs(4999);
    assertThat(driver.hasResponse(member.connection)).isFalse();

    driver.advanceMs(1);

    assertThat(only(driver.receive(member.connection, Apis.OFFSET_COMMIT, header)))
        .isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    assertThat(fetch(9, "orders", 0).committedOffset()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void before_version_8_one_group_is_fetched(int version) {
    commit(9, "orders", 1, 42);

    OffsetFetchResponse response =
        driver.call(
            member.connection,
            Apis.OFFSET_FETCH,
            version,
            new OffsetFetchRequest(
                GROUP,
                List.of(new OffsetFetchRequestTopic("orders", List.of(0, 1))),
                List.of(),
                false));

    assertThat(response.topics().get(0).partitions())
        .containsExactly(
            new OffsetFetchResponsePartition(0, -1, -1, "", (short) 0),
            new OffsetFetchResponsePartition(1, 42, version >= 5 ? 3 : -1, "note", (short) 0));
  }

  @Test
  void a_broker_that_does_not_coordinate_the_group_says_so_in_each_version() {
    long elsewhere = driver.connect(member.coordinator % 3 + 1);
    OffsetFetchRequest one =
        new OffsetFetchRequest(
            GROUP, List.of(new OffsetFetchRequestTopic("orders", List.of(0))), List.of(), false);

    assertThat(
            driver
                .call(elsewhere, Apis.OFFSET_FETCH, 1, one)
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .error())
        .isEqualTo(ErrorCode.NOT_COORDINATOR);
    assertThat(driver.call(elsewhere, Apis.OFFSET_FETCH, 2, one).error())
        .isEqualTo(ErrorCode.NOT_COORDINATOR);
    assertThat(fetchGroups(elsewhere, 8, List.of(group(GROUP, null))).get(0).error())
        .isEqualTo(ErrorCode.NOT_COORDINATOR);
    assertThat(
            only(driver.call(elsewhere, Apis.OFFSET_COMMIT, 9, commitRequest(9, "orders", 0, 1))))
        .isEqualTo(ErrorCode.NOT_COORDINATOR);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10})
  void several_groups_are_fetched_at_once_and_all_of_a_group_without_a_list(int version) {
    commit(9, "orders", 0, 7);
    commit(9, "orders", 1, 42);
    UUID id = driver.topic("orders").id();

    List<OffsetFetchResponseGroup> groups =
        fetchGroups(
            member.connection,
            version,
            List.of(
                group(GROUP, null),
                group(GROUP, List.of(new OffsetFetchRequestTopics("orders", id, List.of(1))))));

    assertThat(groups.get(0).topics().get(0).partitions())
        .extracting(OffsetFetchResponsePartitions::committedOffset)
        .containsExactly(7L, 42L);
    assertThat(groups.get(1).topics().get(0).partitions())
        .extracting(OffsetFetchResponsePartitions::committedOffset)
        .containsExactly(42L);
    assertThat(groups.get(0).topics().get(0).topicId())
        .isEqualTo(version >= 10 ? id : Wire.ZERO_UUID);
  }

  @Test
  void of_a_topic_id_that_is_unknown_no_offset_is_known() {
    OffsetFetchResponsePartitions answer =
        fetchGroups(
                member.connection,
                10,
                List.of(
                    group(
                        GROUP, List.of(new OffsetFetchRequestTopics("", UNKNOWN_ID, List.of(0))))))
            .get(0)
            .topics()
            .get(0)
            .partitions()
            .get(0);

    assertThat(answer.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID.code());
    assertThat(answer.committedOffset()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void groups_are_deleted_one_by_one(int version) {
    commit(9, "orders", 0, 7);

    List<DeletableGroupResult> results =
        driver
            .call(
                member.connection,
                Apis.DELETE_GROUPS,
                version,
                new DeleteGroupsRequest(List.of(GROUP, GROUP)))
            .results();
    assertThat(results).containsExactly(new DeletableGroupResult(GROUP, (short) 0, null));
    assertThat(fetch(9, "orders", 0).committedOffset()).isEqualTo(-1);

    assertThat(
            driver
                .call(
                    member.connection,
                    Apis.DELETE_GROUPS,
                    version,
                    new DeleteGroupsRequest(List.of(GROUP)))
                .results())
        .containsExactly(
            new DeletableGroupResult(GROUP, ErrorCode.GROUP_ID_NOT_FOUND.code(), null));
  }

  @Test
  void offsets_are_deleted() {
    assertThat(deleteOffset("orders", 0).errorCode())
        .isEqualTo(ErrorCode.GROUP_ID_NOT_FOUND.code());
    commit(9, "orders", 0, 7);

    assertThat(deleteOffset("orders", 0).topics().get(0).partitions().get(0).errorCode()).isZero();
    assertThat(deleteOffset("unknown", 0).topics().get(0).partitions().get(0).errorCode())
        .isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION.code());
    assertThat(fetch(9, "orders", 0).committedOffset()).isEqualTo(-1);
  }

  private OffsetDeleteResponse deleteOffset(String topic, int partition) {
    return driver.call(
        member.connection,
        Apis.OFFSET_DELETE,
        0,
        new OffsetDeleteRequest(
            GROUP,
            List.of(
                new OffsetDeleteRequestTopic(
                    topic, List.of(new OffsetDeleteRequestPartition(partition))))));
  }

  private ErrorCode commit(int version, String topic, int partition, long offset) {
    return only(
        driver.call(
            member.connection,
            Apis.OFFSET_COMMIT,
            version,
            commitRequest(version, topic, partition, offset)));
  }

  private OffsetCommitRequest commitRequest(int version, String topic, int partition, long offset) {
    UUID id = idOf(version, topic);
    return new OffsetCommitRequest(
        GROUP, -1, "", null, -1, List.of(commitOf(topic, id, partition, offset)));
  }

  private UUID idOf(int version, String topic) {
    if (version < 10) {
      return Wire.ZERO_UUID;
    }
    return topic.equals("orders") ? driver.topic(topic).id() : UNKNOWN_ID;
  }

  private static OffsetCommitRequestTopic commitOf(
      String topic, UUID id, int partition, long offset) {
    return new OffsetCommitRequestTopic(
        topic, id, List.of(new OffsetCommitRequestPartition(partition, offset, 3, "note")));
  }

  private static ErrorCode only(OffsetCommitResponse response) {
    return ErrorCode.of(response.topics().get(0).partitions().get(0).errorCode());
  }

  private OffsetFetchResponsePartitions fetch(int version, String topic, int partition) {
    UUID id = idOf(version, topic);
    return fetchGroups(
            member.connection,
            version,
            List.of(
                group(GROUP, List.of(new OffsetFetchRequestTopics(topic, id, List.of(partition))))))
        .get(0)
        .topics()
        .get(0)
        .partitions()
        .get(0);
  }

  private List<OffsetFetchResponseGroup> fetchGroups(
      long connection, int version, List<OffsetFetchRequestGroup> groups) {
    return driver
        .call(
            connection,
            Apis.OFFSET_FETCH,
            version,
            new OffsetFetchRequest("", List.of(), groups, false))
        .groups();
  }

  private static OffsetFetchRequestGroup group(
      String id, @Nullable List<OffsetFetchRequestTopics> topics) {
    return new OffsetFetchRequestGroup(id, null, -1, topics);
  }
}
