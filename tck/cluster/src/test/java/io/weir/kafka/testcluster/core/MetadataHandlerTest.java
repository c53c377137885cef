package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataRequest.MetadataRequestTopic;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseTopic;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataHandlerTest {

  private final CoreDriver driver = CoreDriver.ofBrokers(3);

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
  void brokers_and_topics_are_told_in_every_version(int version) {
    driver.core.createTopic(NewTopic.named("orders").withPartitions(4));

    MetadataResponse response =
        driver.call(driver.connect(2), Apis.METADATA, version, Requests.metadata("orders"));

    assertThat(response.brokers())
        .extracting(broker -> broker.nodeId() + "@" + broker.host() + ":" + broker.port())
        .containsExactly("1@broker-1:9001", "2@broker-2:9002", "3@broker-3:9003");
    assertThat(response.topics().get(0).partitions())
        .extracting(partition -> partition.leaderId() + " of " + partition.replicaNodes())
        .containsExactly("1 of [1]", "2 of [2]", "3 of [3]", "1 of [1]");
    if (version >= 1) {
      assertThat(response.controllerId()).isEqualTo(1);
    }
    if (version >= 10) {
      assertThat(response.topics().get(0).topicId()).isEqualTo(driver.topic("orders").id());
    }
  }

  @Test
  void the_leaders_of_further_topics_start_at_the_next_broker() {
    driver.core.createTopic(NewTopic.named("first").withPartitions(1));
    driver.core.createTopic(NewTopic.named("second").withPartitions(1));

    assertThat(driver.topic("first").partitions().get(0).leader()).isEqualTo(1);
    assertThat(driver.topic("second").partitions().get(0).leader()).isEqualTo(2);
  }

  @Test
  void clients_of_another_listener_are_told_its_addresses() {
    MetadataResponse response =
        driver.call(driver.connect(1, "OUTSIDE"), Apis.METADATA, 9, Requests.metadata());

    assertThat(response.brokers())
        .extracting(broker -> broker.host() + ":" + broker.port())
        .containsExactly("outside-1:19001", "outside-2:19002", "outside-3:19003");
  }

  @Test
  void a_missing_topic_is_created_with_the_clusters_partitions() {
    try (CoreDriver six =
        new CoreDriver(
            ClusterSettings.DEFAULTS.with("num.partitions", "6"), new MemoryStorage(), 3)) {
      MetadataResponse response =
          six.call(six.connect(1), Apis.METADATA, 9, Requests.metadata("new"));

      assertThat(response.topics().get(0).error()).isEqualTo(ErrorCode.NONE);
      assertThat(response.topics().get(0).partitions()).hasSize(6);
    }
  }

  @Test
  void a_missing_topic_is_unknown_if_the_request_forbids_creation() {
    MetadataRequest request =
        new MetadataRequest(
            List.of(new MetadataRequestTopic(new UUID(0, 0), "new")), false, false, false);

    MetadataResponseTopic topic =
        driver.call(driver.connect(1), Apis.METADATA, 9, request).topics().get(0);

    assertThat(topic.error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assertThat(driver.core.image().topics()).isEmpty();
  }

  @Test
  void a_missing_topic_is_unknown_if_the_cluster_forbids_creation() {
    try (CoreDriver strict =
        new CoreDriver(
            ClusterSettings.DEFAULTS.with("auto.create.topics.enable", "false"),
            new MemoryStorage(),
            1)) {
      MetadataResponse response =
          strict.call(strict.connect(1), Apis.METADATA, 9, Requests.metadata("new"));

      assertThat(response.topics().get(0).error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "with space", "slash/", "ümlaut"})
  void a_bad_name_is_invalid(String name) {
    MetadataResponse response =
        driver.call(driver.connect(1), Apis.METADATA, 9, Requests.metadata(name));

    assertThat(response.topics().get(0).error()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 12})
  void an_unknown_id_is_named(int version) {
    UUID id = new UUID(1, 2);
    // Version 10 and 11 cannot carry a null name, so real clients ask by id from version 12 on.
    MetadataRequest request =
        new MetadataRequest(List.of(new MetadataRequestTopic(id, null)), true, false, false);

    MetadataResponseTopic topic =
        driver.call(driver.connect(1), Apis.METADATA, version, request).topics().get(0);

    assertThat(topic.error()).isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID);
    assertThat(topic.topicId()).isEqualTo(id);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "")
  void a_topic_is_found_by_id_whether_its_name_is_null_or_empty(@Nullable String name) {
    driver.core.createTopic(NewTopic.named("orders").withPartitions(1));
    MetadataRequest request =
        new MetadataRequest(
            List.of(new MetadataRequestTopic(driver.topic("orders").id(), name)),
            true,
            false,
            false);

    MetadataResponseTopic topic =
        driver.call(driver.connect(1), Apis.METADATA, 12, request).topics().get(0);

    assertThat(topic.name()).isEqualTo("orders");
  }

  @Test
  void null_means_all_topics_and_so_does_an_empty_list_in_version_0() {
    driver.core.createTopic(NewTopic.named("b").withPartitions(1));
    driver.core.createTopic(NewTopic.named("a").withPartitions(1));
    MetadataRequest all = new MetadataRequest(null, true, false, false);
    MetadataRequest empty = new MetadataRequest(List.of(), true, false, false);
    long connection = driver.connect(1);

    assertThat(driver.call(connection, Apis.METADATA, 9, all).topics())
        .extracting(MetadataResponseTopic::name)
        .containsExactly("a", "b");
    assertThat(driver.call(connection, Apis.METADATA, 0, empty).topics()).hasSize(2);
    assertThat(driver.call(connection, Apis.METADATA, 1, empty).topics()).isEmpty();
  }
}
