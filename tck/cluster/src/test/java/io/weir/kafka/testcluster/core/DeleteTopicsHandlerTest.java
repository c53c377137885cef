package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DeleteTopicsRequest;
import io.weir.kafka.protocol.DeleteTopicsRequest.DeleteTopicState;
import io.weir.kafka.protocol.DeleteTopicsResponse.DeletableTopicResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteTopicsHandlerTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void a_topic_is_deleted_by_name_in_every_version(int version) {
    try (CoreDriver driver = CoreDriver.ofBrokers(2)) {
      TopicImage orders = driver.core.createTopic(NewTopic.named("orders"));

      DeletableTopicResult result = delete(driver, version, topic("orders")).get(0);

      assertThat(result.error()).isEqualTo(ErrorCode.NONE);
      assertThat(result.name()).isEqualTo("orders");
      assertThat(result.topicId()).isEqualTo(version >= 6 ? orders.id() : Wire.ZERO_UUID);
      assertThat(driver.core.image().topics()).isEmpty();
    }
  }

  @Test
  void a_topic_is_deleted_by_id() {
    try (CoreDriver driver = CoreDriver.ofBrokers(2)) {
      TopicImage orders = driver.core.createTopic(NewTopic.named("orders"));

      assertThat(delete(driver, 6, topic(null, orders.id())).get(0).name()).isEqualTo("orders");
      assertThat(driver.core.image().topics()).isEmpty();
    }
  }

  @Test
  void a_topic_that_does_not_exist_is_unknown() {
    try (CoreDriver driver = CoreDriver.ofBrokers(1)) {
      assertThat(errors(driver, topic("missing"), topic(null, new UUID(1, 2))))
          .containsExactly(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.UNKNOWN_TOPIC_ID);
    }
  }

  @Test
  void a_topic_goes_either_by_name_or_by_id() {
    try (CoreDriver driver = CoreDriver.ofBrokers(1)) {
      TopicImage orders = driver.core.createTopic(NewTopic.named("orders"));

      assertThat(errors(driver, topic("orders", orders.id()), topic(null, Wire.ZERO_UUID)))
          .containsExactly(ErrorCode.INVALID_REQUEST, ErrorCode.INVALID_REQUEST);
      assertThat(driver.core.image().topics()).hasSize(1);
    }
  }

  @Test
  void a_topic_that_is_named_twice_is_answered_once_and_not_deleted() {
    try (CoreDriver driver = CoreDriver.ofBrokers(1)) {
      TopicImage orders = driver.core.createTopic(NewTopic.named("orders"));

      assertThat(errors(driver, topic("orders"), topic(null, orders.id())))
          .containsExactly(ErrorCode.INVALID_REQUEST);
      assertThat(errors(driver, topic("orders"), topic("orders")))
          .containsExactly(ErrorCode.INVALID_REQUEST);
      assertThat(driver.core.image().topics()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, INVALID_REQUEST", "3, TOPIC_DELETION_DISABLED"})
  void deletion_can_be_disabled(int version, ErrorCode error) {
    ClusterSettings keepTopics = ClusterSettings.of(Map.of("delete.topic.enable", "false"));
    try (CoreDriver driver = new CoreDriver(keepTopics, new MemoryStorage(), 1)) {
      driver.core.createTopic(NewTopic.named("orders"));

      assertThat(delete(driver, version, topic("orders")).get(0).error()).isEqualTo(error);
      assertThat(driver.core.image().topics()).hasSize(1);
    }
  }

  private static List<ErrorCode> errors(CoreDriver driver, DeleteTopicState... topics) {
    return delete(driver, 6, topics).stream().map(DeletableTopicResult::error).toList();
  }

  private static List<DeletableTopicResult> delete(
      CoreDriver driver, int version, DeleteTopicState... topics) {
    DeleteTopicsRequest request =
        version >= 6
            ? new DeleteTopicsRequest(List.of(topics), List.of(), 1000)
            : new DeleteTopicsRequest(
                List.of(),
                List.of(topics).stream().map(topic -> String.valueOf(topic.name())).toList(),
                1000);
    return driver.call(driver.connect(1), Apis.DELETE_TOPICS, version, request).responses();
  }

  private static DeleteTopicState topic(String name) {
    return topic(name, Wire.ZERO_UUID);
  }

  private static DeleteTopicState topic(@Nullable String name, UUID id) {
    return new DeleteTopicState(name, id);
  }
}
