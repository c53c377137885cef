package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DescribeTopicPartitionsRequest;
import io.weir.kafka.protocol.DescribeTopicPartitionsRequest.Cursor;
import io.weir.kafka.protocol.DescribeTopicPartitionsRequest.TopicRequest;
import io.weir.kafka.protocol.DescribeTopicPartitionsResponse;
import io.weir.kafka.protocol.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.NewTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DescribeTopicPartitionsHandlerTest {

  private final CoreDriver driver = CoreDriver.ofBrokers(2);
  private long connection;

  @BeforeEach
  void createTopics() {
    connection = driver.connect(1);
    driver.core.createTopic(NewTopic.named("b").withPartitions(3));
    driver.core.createTopic(NewTopic.named("a").withPartitions(2));
    driver.core.createTopic(NewTopic.named("c").withPartitions(1));
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @Test
  void an_empty_list_asks_for_all_topics_in_the_order_of_their_names() {
    DescribeTopicPartitionsResponse response = describe(2000, null);

    assertThat(partitions(response)).containsExactly("a-0", "a-1", "b-0", "b-1", "b-2", "c-0");
    assertThat(response.nextCursor()).isNull();
  }

  @Test
  void pages_follow_one_another_without_gap_or_repetition() {
    List<String> seen = new ArrayList<>();
    Cursor cursor = null;
    do {
      DescribeTopicPartitionsResponse page = describe(2, cursor);
      assertThat(partitions(page)).hasSizeBetween(1, 2);
      seen.addAll(partitions(page));
      cursor = next(page);
    } while (cursor != null);

    assertThat(seen).containsExactly("a-0", "a-1", "b-0", "b-1", "b-2", "c-0");
  }

  @Test
  void a_full_page_points_at_the_next_topic() {
    assertThat(describe(2, null).nextCursor())
        .isEqualTo(new DescribeTopicPartitionsResponse.Cursor("b", 0));
    assertThat(describe(3, null).nextCursor())
        .isEqualTo(new DescribeTopicPartitionsResponse.Cursor("b", 1));
  }

  @Test
  void named_topics_before_the_cursor_are_left_out() {
    assertThat(partitions(describe(2000, new Cursor("b", 2), "c", "a", "b")))
        .containsExactly("b-2", "c-0");
  }

  @Test
  void the_topic_of_the_cursor_belongs_to_the_named_ones() {
    assertThat(partitions(describe(2000, new Cursor("b", 1), "c")))
        .containsExactly("b-1", "b-2", "c-0");
  }

  @Test
  void a_limit_below_one_counts_as_one() {
    assertThat(partitions(describe(0, null))).containsExactly("a-0");
  }

  @Test
  void a_topic_that_does_not_exist_or_cannot_is_answered_on_its_own() {
    DescribeTopicPartitionsResponse response = describe(2000, null, "missing", "no topic", "c");

    assertThat(response.topics())
        .extracting(topic -> topic.name() + " " + topic.error())
        .containsExactly(
            "c NONE", "missing UNKNOWN_TOPIC_OR_PARTITION", "no topic INVALID_TOPIC_EXCEPTION");
  }

  @Test
  void a_cursor_with_a_negative_partition_is_invalid() {
    assertThat(describe(2000, new Cursor("b", -1), "b", "c").topics())
        .extracting(DescribeTopicPartitionsResponseTopic::error)
        .containsExactly(ErrorCode.INVALID_REQUEST, ErrorCode.INVALID_REQUEST);
  }

  @Test
  void a_partition_without_leader_says_so() {
    int orphan = driver.partitionLedBy(2, "b");
    driver.step(new Event.BrokerStopped(2));

    assertThat(describe(2000, null, "b").topics().get(0).partitions().get(orphan))
        .satisfies(
            partition -> {
              assertThat(partition.error()).isEqualTo(ErrorCode.NONE);
              assertThat(partition.leaderId()).isEqualTo(-1);
              assertThat(partition.offlineReplicas()).containsExactly(2);
            });
  }

  private DescribeTopicPartitionsResponse describe(
      int limit, @Nullable Cursor cursor, String... topics) {
    return driver.call(
        connection,
        Apis.DESCRIBE_TOPIC_PARTITIONS,
        0,
        new DescribeTopicPartitionsRequest(
            Stream.of(topics).map(TopicRequest::new).toList(), limit, cursor));
  }

  private static List<String> partitions(DescribeTopicPartitionsResponse page) {
    return page.topics().stream()
        .flatMap(
            topic ->
                topic.partitions().stream().map(each -> topic.name() + "-" + each.partitionIndex()))
        .toList();
  }

  private static @Nullable Cursor next(DescribeTopicPartitionsResponse page) {
    DescribeTopicPartitionsResponse.Cursor next = page.nextCursor();
    return next == null ? null : new Cursor(next.topicName(), next.partitionIndex());
  }
}
