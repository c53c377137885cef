package io.weir.kafka.batch;

import static io.weir.kafka.batch.Harness.TIME_MS;
import static io.weir.kafka.batch.Harness.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.batch.Topic.Parking;
import io.weir.kafka.record.Compression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class TopicTest {

  @RegisterExtension final Harness harness = new Harness();

  private final List<Object> slots = new ArrayList<>();

  private ParkedRecord record(String text) {
    return record(text, text.length());
  }

  private ParkedRecord record(String text, int bytes) {
    Text body = Text.of(text, bytes);
    ByteBuf buffer = harness.memory.directBuffer(body.sizeInBytes(), body.sizeInBytes());
    body.writeTo(buffer);
    return new ParkedRecord(buffer, TIME_MS, "choice", text, harness.loop.nanoTime());
  }

  private void park(Topic topic, String... texts) {
    for (String text : texts) {
      assertThat(topic.park(record(text))).isEqualTo(Parking.PARKED);
    }
  }

  private static void toFirstLane(ParkedRecord record, Lane[] lanes) {
    assertThat(lanes[0].append(record.timestampMs(), record, record.slot())).isTrue();
  }

  private List<String> deliverAll(Topic topic) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < topic.partitionCount(); i++) {
      topic.lane(i).seal();
      values.addAll(harness.deliverAll(topic.lane(i)));
    }
    return values;
  }

  @Test
  void aTopicIsUnknownUntilItIsOpened() {
    Topic topic = harness.accumulator.topic("orders");

    assertThat(topic.partitionCount()).isZero();
    assertThatThrownBy(() -> topic.lane(0))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("orders");
    topic.open(3, TopicTest::toFirstLane);
    assertThat(topic.partitionCount()).isEqualTo(3);
    assertThat(topic.lane(2).partition()).isEqualTo(2);
    assertThatThrownBy(() -> topic.lane(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void parkedRecordsTakeMemoryAndAreRoutedInOrder() {
    Topic topic = harness.accumulator.topic("orders");
    park(topic, "a", "b", "c");
    assertThat(harness.accumulator.isEmpty()).isFalse();
    assertThat(harness.accumulator.budget().usedBytes()).isEqualTo(harness.memory.usedBytes());

    topic.open(1, TopicTest::toFirstLane);

    assertThat(harness.accumulator.budget().usedBytes()).isEqualTo(harness.memory.usedBytes());
    assertThat(deliverAll(topic)).containsExactly("a", "b", "c");
  }

  @Test
  void whatComesWhileParkedRecordsAreRoutedQueuesBehindThem() {
    Topic topic = harness.accumulator.topic("orders");
    park(topic, "a", "b");

    topic.open(
        1,
        (record, lanes) -> {
          assertThat(topic.partitionCount()).as("not shown yet").isZero();
          if (record.slot().equals("a")) {
            park(topic, "c");
          }
          toFirstLane(record, lanes);
        });

    assertThat(deliverAll(topic)).containsExactly("a", "b", "c");
  }

  @Test
  void aKnownTopicParksNothing() {
    Topic topic = harness.accumulator.topic("orders");
    topic.open(1, TopicTest::toFirstLane);
    ParkedRecord record = record("a");

    assertThat(topic.park(record)).isEqualTo(Parking.KNOWN);

    assertThat(record.body().refCnt()).as("still the caller's").isEqualTo(1);
    record.body().release();
    assertThat(harness.accumulator.isEmpty()).isTrue();
  }

  @Test
  void openedAgainWithMorePartitionsItKeepsItsLanes() {
    Topic topic = harness.accumulator.topic("orders");
    topic.open(2, TopicTest::toFirstLane);
    Lane first = topic.lane(0);
    append(first, "a");

    topic.open(5, TopicTest::toFirstLane);

    assertThat(topic.partitionCount()).isEqualTo(5);
    assertThat(topic.lane(0)).isSameAs(first);
    assertThat(deliverAll(topic)).containsExactly("a");
  }

  @Test
  void openedAgainWithAsManyOrFewerPartitionsNothingChanges() {
    Topic topic = harness.accumulator.topic("orders");
    topic.open(3, TopicTest::toFirstLane);
    Lane last = topic.lane(2);

    topic.open(3, TopicTest::toFirstLane);
    topic.open(1, TopicTest::toFirstLane);

    assertThat(topic.partitionCount()).isEqualTo(3);
    assertThat(topic.lane(2)).isSameAs(last);
  }

  @Test
  void aTopicWithoutPartitionsIsAnError() {
    Topic topic = harness.accumulator.topic("orders");

    assertThatThrownBy(() -> topic.open(0, TopicTest::toFirstLane))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("orders");
  }

  @Test
  void aRouterThatThrowsCostsItsRecordOnlyAndNoLaneIsMadeTwice() {
    Topic topic = harness.accumulator.topic("orders");
    park(topic, "a", "bad", "c");

    assertThatThrownBy(
            () ->
                topic.open(
                    1,
                    (record, lanes) -> {
                      if (record.slot().equals("bad")) {
                        throw new IllegalStateException("a router must not");
                      }
                      toFirstLane(record, lanes);
                    }))
        .hasMessage("a router must not");
    assertThat(topic.partitionCount()).isZero();
    topic.open(1, TopicTest::toFirstLane);

    assertThat(deliverAll(topic)).as("in one lane").containsExactly("a", "c");
  }

  @Test
  void parkedRecordsExpireOldestFirst() {
    Topic topic = harness.accumulator.topic("orders");
    park(topic, "a", "b");
    long then = harness.loop.nanoTime();
    harness.loop.advance(Duration.ofMillis(1));
    park(topic, "c");
    assertThat(topic.oldestParkedNanos()).isEqualTo(then);

    topic.expireParked(then, slots::add);
    assertThat(slots).containsExactly("a", "b");

    topic.drainParked(slots::add);
    assertThat(slots).containsExactly("a", "b", "c");
    assertThat(topic.oldestParkedNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anExpiredRecordHoldsMemoryUntilItsOutcomeIsPosted() {
    Topic topic = harness.accumulator.topic("orders");
    park(topic, "a");
    List<Boolean> empty = new ArrayList<>();

    topic.drainParked(slot -> empty.add(harness.accumulator.isEmpty()));

    assertThat(empty).containsExactly(false);
    assertThat(harness.accumulator.isEmpty()).isTrue();
  }

  @Test
  void parkedRecordsBeyondTheShareStopTheChannelUntilTheyLeave() {
    harness.accumulator(new BatchLimits(1_000, 100_000, 500, Compression.NONE));
    Topic topic = harness.accumulator.topic("orders");
    assertThat(topic.park(record("a", 600))).isEqualTo(Parking.PARKED);

    assertThat(harness.accumulator.admits()).isFalse();

    topic.drainParked(slots::add);
    assertThat(harness.toldOfRoom).isEqualTo(1);
    assertThat(harness.accumulator.admits()).isTrue();
  }

  @Test
  void aClosedTopicParksNothingAndKeepsWhatItHas() {
    Topic topic = harness.accumulator.topic("orders");
    park(topic, "a");
    topic.close();
    ParkedRecord late = record("late");

    assertThat(topic.park(late)).isEqualTo(Parking.CLOSED);

    late.body().release();
    topic.drainParked(slots::add);
    assertThat(slots).containsExactly("a");
  }

  @Test
  void aTopicThatOpensAfterItsCloseSendsWhatWasParkedAndTakesNoMore() {
    Topic topic = harness.accumulator.topic("orders");
    park(topic, "a");
    topic.close();

    topic.open(2, TopicTest::toFirstLane);

    Lane lane = topic.lane(0);
    assertThat(lane.isOpen()).as("sealed without linger time").isFalse();
    assertThat(lane.append(TIME_MS, Text.of("late"), "late")).isFalse();
    assertThat(topic.lane(1).append(TIME_MS, Text.of("late"), "late")).isFalse();
    harness.loop.run();
    assertThat(harness.touched).contains(lane);
    assertThat(harness.deliverAll(lane)).containsExactly("a");
  }

  @Test
  void aBatchThatOneCloseCouldNotSeeIsSignalledOnceItIsSealed() {
    Topic topic = harness.accumulator.topic("orders");
    park(topic, "a", "b");

    topic.open(
        1,
        (record, lanes) -> {
          toFirstLane(record, lanes);
          harness.loop.run(); // the loop has seen the open batch, and lets it linger
          harness.touched.clear();
          topic.close();
        });
    harness.loop.run();

    assertThat(harness.touched).containsExactly(topic.lane(0));
    assertThat(topic.lane(0).isReady()).isTrue();
    assertThat(harness.deliverAll(topic.lane(0))).containsExactly("a", "b");
  }

  /** Another thread appends in the moment in which the lanes appear. */
  @Test
  @Timeout(60)
  void noRecordSlipsIntoLanesThatAppearAfterTheClose() throws InterruptedException {
    int topics = 200;
    int partitions = 500;
    harness.accumulator.close();
    AtomicInteger slipped = new AtomicInteger();
    Thread sender =
        new Thread(
            () -> {
              for (int i = 0; i < topics; i++) {
                Topic topic = harness.accumulator.topic("t" + i);
                while (topic.partitionCount() == 0) {
                  Thread.onSpinWait();
                }
                if (topic.lane(partitions - 1).append(TIME_MS, Text.of("late"), "late")) {
                  slipped.incrementAndGet();
                }
              }
            });

    sender.start();
    for (int i = 0; i < topics; i++) {
      harness.accumulator.topic("t" + i).open(partitions, TopicTest::toFirstLane);
    }
    sender.join();

    assertThat(slipped).hasValue(0);
  }

  @Test
  void closeSealsAndSignalsTheLanesOfAKnownTopic() {
    Lane lane = harness.lane("orders");
    append(lane, "a");
    harness.loop.run();
    harness.touched.clear();

    harness.accumulator.topic("orders").close();
    harness.loop.run();

    assertThat(harness.touched).containsExactly(lane);
    assertThat(harness.deliverAll(lane)).containsExactly("a");
  }
}
