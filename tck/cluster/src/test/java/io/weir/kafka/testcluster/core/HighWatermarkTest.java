package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FetchResponse.PartitionData;
import io.weir.kafka.testcluster.core.ReplicatedTopic.Sent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HighWatermarkTest {

  private final ReplicatedTopic topic = ReplicatedTopic.withDefaults();

  @AfterEach
  void close() {
    topic.close();
  }

  @Test
  void a_record_is_acknowledged_when_all_of_the_isr_have_it() {
    Sent sent = topic.produce(1, -1, "a");

    assertThat(sent.error()).isEqualTo(ErrorCode.NONE);
    assertThat(topic.isr()).containsExactly(1, 2, 3);
    for (int broker = 1; broker <= 3; broker++) {
      assertThat(topic.values(broker)).containsExactly("a");
    }
  }

  @Test
  void a_record_waits_for_a_member_of_the_isr_that_does_not_fetch() {
    topic.isolateFromBrokers(3);

    Sent sent = topic.produce(1, -1, "a");
    assertThat(sent.isAnswered()).isFalse();
    assertThat(topic.at(1).highWatermark()).isZero();
    assertThat(topic.values(2)).containsExactly("a");

    topic.heal();
    assertThat(sent.error()).isEqualTo(ErrorCode.NONE);
    assertThat(topic.at(1).highWatermark()).isEqualTo(1);
  }

  @Test
  void acks_1_does_not_wait() {
    topic.isolateFromBrokers(2);
    topic.isolateFromBrokers(3);

    assertThat(topic.produce(1, 1, "a").error()).isEqualTo(ErrorCode.NONE);
    assertThat(topic.at(1).highWatermark()).isZero();
  }

  @Test
  void a_consumer_sees_only_what_lies_below_the_high_watermark() {
    topic.isolateFromBrokers(3);
    topic.produce(1, 1, "a");

    assertThat(fetch().highWatermark()).isZero();
    assertThat(fetch().records()).isEqualTo(Unpooled.EMPTY_BUFFER);

    topic.heal();
    assertThat(fetch().highWatermark()).isEqualTo(1);
    assertThat(fetch().records()).isNotEqualTo(Unpooled.EMPTY_BUFFER);
  }

  private PartitionData fetch() {
    long consumer = topic.driver.connect(1);
    return topic
        .driver
        .call(consumer, Apis.FETCH, 12, Requests.fetch("orders", 0, 0, 0, 0))
        .responses()
        .get(0)
        .partitions()
        .get(0);
  }

  @Test
  void a_follower_learns_the_high_watermark_with_its_next_fetch() {
    topic.produce(1, -1, "a");
    assertThat(topic.at(1).highWatermark()).isEqualTo(1);
    assertThat(topic.at(2).highWatermark()).isZero();

    topic.driver.advanceMs(500);

    assertThat(topic.at(2).highWatermark()).isEqualTo(1);
    assertThat(topic.at(3).highWatermark()).isEqualTo(1);
  }

  @Test
  void a_waiting_record_expires_and_stays_in_the_log() {
    topic.isolateFromBrokers(3);
    Sent sent = topic.produce(1, -1, "a");

    topic.driver.advanceMs(8_999);
    assertThat(sent.isAnswered()).isFalse();
    topic.driver.advanceMs(1);

    assertThat(sent.error()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
    assertThat(topic.values(1)).containsExactly("a");
  }
}
