package io.weir.kafka.batch;

import static io.weir.kafka.batch.Harness.BATCH_BYTES;
import static io.weir.kafka.batch.Harness.TIME_MS;
import static io.weir.kafka.batch.Harness.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.network.VirtualLoop;
import io.weir.kafka.record.Codec;
import io.weir.kafka.record.Compression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccumulatorTest {

  @RegisterExtension final Harness harness = new Harness();

  @Test
  void theSameNameIsTheSameTopic() {
    Topic topic = harness.accumulator.topic("orders");

    assertThat(harness.accumulator.topic("orders")).isSameAs(topic);
    assertThat(harness.accumulator.topics()).containsExactly(topic);
  }

  @Test
  void aFullBufferRefusesUntilABatchIsDone() {
    harness.accumulator(new BatchLimits(BATCH_BYTES, 2_000, 10_000, Compression.NONE));
    Lane lane = harness.lane("orders");
    append(lane, "a", 2_500);

    assertThat(harness.accumulator.admits()).isFalse();
    assertThat(harness.toldOfRoom).isZero();

    harness.deliverAll(lane);
    assertThat(harness.toldOfRoom).isEqualTo(1);
    assertThat(harness.accumulator.admits()).isTrue();
  }

  @Test
  void aLaneBeyondItsShareRefusesThoughTheBufferHasRoom() {
    harness.accumulator(new BatchLimits(BATCH_BYTES, 100_000, 2_000, Compression.NONE));
    Lane blocked = harness.lane("blocked");
    append(blocked, "a", 2_500);

    assertThat(harness.accumulator.budget().admits()).isTrue();
    assertThat(harness.accumulator.admits()).isFalse();

    harness.deliverAll(blocked);
    assertThat(harness.toldOfRoom).isEqualTo(1);
    assertThat(harness.accumulator.admits()).isTrue();
  }

  @Test
  void aRefusalAsksForTheMemoryOfLingeringBatchesOnceATurn() {
    harness.accumulator(new BatchLimits(10_000, 1_000, 10_000, Compression.NONE));
    Lane lane = harness.lane("orders");
    append(lane, "a");
    harness.loop.run();
    assertThat(harness.accumulator.admits()).isFalse();
    assertThat(harness.accumulator.admits()).isFalse();
    assertThat(harness.toldOfShortage).isZero();

    harness.loop.run();

    assertThat(harness.toldOfShortage).isEqualTo(1);
    lane.seal();
    harness.deliverAll(lane);
  }

  @Test
  void theBudgetEqualsTheMemoryOfEachStageOfABatch() {
    harness.accumulator(new BatchLimits(100_000, 1 << 20, 1 << 20, Compression.of(Codec.GZIP)));
    Lane lane = harness.lane("orders");
    for (int i = 0; i < 500; i++) {
      append(lane, "r" + i, 100);
      assertBudgetEqualsMemory();
    }
    long raw = harness.memory.usedBytes();

    lane.seal();
    assertBudgetEqualsMemory();
    assertThat(harness.memory.usedBytes()).as("compressed").isLessThan(raw / 2);

    Batch batch = lane.take();
    harness.accumulator.failed(batch, new InvalidRecordException("for the test"));
    assertBudgetEqualsMemory();
    assertThat(harness.memory.usedBytes()).isZero();
    lane.requestEnded(batch);
  }

  private void assertBudgetEqualsMemory() {
    assertThat(harness.accumulator.budget().usedBytes()).isEqualTo(harness.memory.usedBytes());
  }

  @Test
  void itIsEmptyOnceEachRecordHasItsOutcome() {
    assertThat(harness.accumulator.isEmpty()).isTrue();
    Lane lane = harness.lane("orders");
    append(lane, "a");
    assertThat(harness.accumulator.isEmpty()).isFalse();

    lane.seal();
    harness.deliverAll(lane);

    assertThat(harness.accumulator.isEmpty()).isTrue();
  }

  @Test
  void closeSealsAllAndLetsNothingMoreIn() {
    Lane known = harness.lane("known");
    append(known, "a");
    harness.accumulator.topic("unknown");

    harness.accumulator.close();

    assertThat(known.append(TIME_MS, Text.of("b"), "b")).isFalse();
    assertThat(parkInto("unknown")).isEqualTo(Topic.Parking.CLOSED);
    assertThat(parkInto("new")).isEqualTo(Topic.Parking.CLOSED);
    harness.loop.run();
    assertThat(harness.touched).contains(known);
    assertThat(harness.deliverAll(known)).containsExactly("a");
  }

  private Topic.Parking parkInto(String topic) {
    ParkedRecord record =
        new ParkedRecord(harness.memory.directBuffer(1), TIME_MS, "choice", "late", 0);
    try {
      return harness.accumulator.topic(topic).park(record);
    } finally {
      record.body().release();
    }
  }

  @Test
  void expiryReachesTheParkedRecordsOfAllTopics() {
    for (String name : List.of("a", "b")) {
      ParkedRecord record =
          new ParkedRecord(harness.memory.directBuffer(1), TIME_MS, "choice", name, 0);
      assertThat(harness.accumulator.topic(name).park(record)).isEqualTo(Topic.Parking.PARKED);
    }
    List<Object> expired = new ArrayList<>();

    harness.accumulator.expireParked(harness.loop.nanoTime(), expired::add);

    assertThat(expired).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aLaneThatChangesWhileItIsLookedAtIsLookedAtAgain() {
    VirtualLoop loop = new VirtualLoop();
    List<Boolean> readiness = new ArrayList<>();
    Accumulator accumulator =
        new Accumulator(
            new BatchLimits(BATCH_BYTES, 1 << 20, 1 << 20, Compression.NONE),
            harness.memory,
            loop,
            new Noting(
                lane -> {
                  readiness.add(lane.isReady());
                  if (readiness.size() == 1) {
                    append(lane, "b", BATCH_BYTES); // as a sending thread may at this moment
                  }
                }));
    Topic topic = accumulator.topic("orders");
    topic.open(1, (record, lanes) -> {});
    append(topic.lane(0), "a");

    loop.run();

    assertThat(readiness).containsExactly(false, true);
    deliverAll(accumulator, topic);
  }

  @Test
  void aListenerThatThrowsOverOneLaneStillHearsOfTheOthers() {
    VirtualLoop loop = new VirtualLoop();
    List<String> heard = new ArrayList<>();
    Accumulator accumulator =
        new Accumulator(
            new BatchLimits(BATCH_BYTES, 1 << 20, 1 << 20, Compression.NONE),
            harness.memory,
            loop,
            new Noting(
                lane -> {
                  heard.add(lane.toString());
                  if (heard.size() == 1) {
                    throw new IllegalStateException("over " + lane);
                  }
                }));
    Topic topic = accumulator.topic("orders");
    topic.open(3, (record, lanes) -> {});
    for (int i = 0; i < 3; i++) {
      append(topic.lane(i), "r");
    }

    assertThatThrownBy(loop::run).hasMessage("over orders-0");
    loop.run();

    assertThat(heard).containsExactly("orders-0", "orders-1", "orders-2");
    deliverAll(accumulator, topic);
  }

  private static void deliverAll(Accumulator accumulator, Topic topic) {
    for (int i = 0; i < topic.partitionCount(); i++) {
      Lane lane = topic.lane(i);
      lane.seal();
      while (lane.isReady()) {
        Batch batch = lane.take();
        accumulator.delivered(batch, 0, -1);
        lane.requestEnded(batch);
      }
    }
  }

  private record Noting(Consumer<Lane> onTouched) implements Accumulator.Listener {
    @Override
    public void touched(Lane lane) {
      onTouched.accept(lane);
    }

    @Override
    public void done(Batch batch) {}

    @Override
    public void roomAvailable() {}
  }
}
