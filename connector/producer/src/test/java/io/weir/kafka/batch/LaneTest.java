package io.weir.kafka.batch;

import static io.weir.kafka.batch.Harness.BATCH_BYTES;
import static io.weir.kafka.batch.Harness.TIME_MS;
import static io.weir.kafka.batch.Harness.append;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.api.EncodingException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.record.Codec;
import io.weir.kafka.record.Compression;
import io.weir.kafka.record.RecordBatchBuilder;
import io.weir.kafka.record.RecordBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LaneTest {

  private static final ProducerException FAILURE = new InvalidRecordException("for the test");

  @RegisterExtension final Harness harness = new Harness();

  // ---- when a batch is sealed

  @Test
  void aFirstRecordOpensABatchAndSignalsOnce() {
    Lane lane = harness.lane("orders");

    append(lane, "a");
    append(lane, "b");
    harness.loop.run();

    assertThat(harness.touched).containsExactly(lane);
    assertThat(lane.isOpen()).isTrue();
    assertThat(lane.isReady()).isFalse();
    lane.seal();
    assertThat(harness.deliverAll(lane)).containsExactly("a", "b");
  }

  @Test
  void aRecordThatDoesNotFitSealsTheBatchBeforeIt() {
    Lane lane = harness.lane("orders");

    append(lane, "a", BATCH_BYTES / 2);
    append(lane, "b", BATCH_BYTES / 2);

    assertThat(lane.isReady()).isTrue();
    assertThat(lane.isOpen()).isTrue();
    assertThat(harness.deliverAll(lane)).containsExactly("a");
    lane.seal();
    assertThat(harness.deliverAll(lane)).containsExactly("b");
  }

  @Test
  void aRecordLargerThanBatchSizeGetsABatchOfItsOwnAtOnce() {
    Lane lane = harness.lane("orders");
    append(lane, "a");

    append(lane, "large", 50 * BATCH_BYTES);

    assertThat(lane.isOpen()).isFalse();
    Batch first = lane.take();
    assertThat(Text.valuesIn(first)).containsExactly("a");
    harness.accumulator.delivered(first, 0, -1);
    lane.requestEnded(first);
    assertThat(harness.deliverAll(lane)).containsExactly("large");
  }

  @Test
  void withBatchSizeZeroEachRecordTravelsAlone() {
    harness.accumulator(new BatchLimits(0, 1 << 20, 1 << 20, Compression.NONE));
    Lane lane = harness.lane("orders");

    append(lane, "a");
    append(lane, "b");

    assertThat(lane.isOpen()).isFalse();
    assertThat(requireNonNull(lane.peek()).records()).isEqualTo(1);
    assertThat(harness.deliverAll(lane)).containsExactly("a", "b");
  }

  @Test
  void aSealedBatchSignalsAgain() {
    Lane lane = harness.lane("orders");
    append(lane, "a");
    harness.loop.run();

    append(lane, "large", BATCH_BYTES);
    harness.loop.run();

    assertThat(harness.touched).containsExactly(lane, lane);
    harness.deliverAll(lane);
  }

  @Test
  void aBatchThatIsFilledToTheByteIsSealedAndSignals() {
    RecordBatchBuilder measure = new RecordBatchBuilder(harness.memory, Compression.NONE, 100);
    measure.append(TIME_MS, Text.of("a"));
    measure.append(TIME_MS, Text.of("b"));
    int twoRecords = measure.sizeInBytes();
    measure.discard();
    harness.accumulator(new BatchLimits(twoRecords, 1 << 20, 1 << 20, Compression.NONE));
    Lane lane = harness.lane("orders");
    append(lane, "a");
    harness.loop.run();
    harness.touched.clear();

    append(lane, "b");
    harness.loop.run();

    assertThat(harness.touched).containsExactly(lane);
    assertThat(lane.isOpen()).isFalse();
    assertThat(harness.deliverAll(lane)).containsExactly("a", "b");
  }

  @Test
  void sealingALaneWithoutAnOpenBatchDoesNothing() {
    Lane lane = harness.lane("orders");

    lane.seal();

    assertThat(lane.isEmpty()).isTrue();
    assertThat(lane.peek()).isNull();
  }

  @Test
  void aClosedLaneRefusesAndKeepsWhatItHas() {
    Lane lane = harness.lane("orders");
    append(lane, "a");

    lane.close();

    assertThat(lane.append(TIME_MS, Text.of("b"), "b")).isFalse();
    assertThat(harness.deliverAll(lane)).containsExactly("a");
  }

  // ---- order

  @Test
  void batchesLeaveInTheOrderOfTheirRecordsOneAtATime() {
    Lane lane = harness.lane("orders");
    for (int i = 0; i < 100; i++) {
      append(lane, "r" + i, 100);
    }
    Batch first = lane.take();

    assertThat(lane.isMuted()).isTrue();
    assertThat(lane.isReady()).isFalse();
    assertThatThrownBy(lane::take).isInstanceOf(IllegalStateException.class);

    List<String> values = new ArrayList<>(Text.valuesIn(first));
    harness.accumulator.delivered(first, 0, -1);
    lane.requestEnded(first);
    values.addAll(harness.deliverAll(lane));
    lane.seal();
    values.addAll(harness.deliverAll(lane));
    assertThat(values).hasSize(100);
    assertThat(values.get(0)).isEqualTo("r0");
    assertThat(values).isSortedAccordingTo((a, b) -> number(a) - number(b));
  }

  private static int number(String value) {
    return Integer.parseInt(value.substring(1));
  }

  @Test
  void aBatchWithoutOutcomeGoesBackToTheFront() {
    Lane lane = harness.lane("orders");
    append(lane, "a", BATCH_BYTES);
    append(lane, "b", BATCH_BYTES);
    Batch first = lane.take();

    lane.requestEnded(first);

    assertThat(lane.peek()).isSameAs(first);
    assertThat(first.persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    assertThat(lane.take()).isSameAs(first);
    assertThat(first.attempts()).isEqualTo(2);
    assertThat(first.persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    lane.requestEnded(first);
    assertThat(harness.deliverAll(lane)).containsExactly("a", "b");
  }

  @Test
  void aLaneThatBacksOffIsMutedButItsBatchesCanExpire() {
    Lane lane = harness.lane("orders");
    append(lane, "a", BATCH_BYTES);

    lane.backOff();

    assertThat(lane.isMuted()).isTrue();
    assertThatThrownBy(lane::take).hasMessageContaining("orders-0");
    harness.accumulator.failed(requireNonNull(lane.oldest()), FAILURE);
    lane.endBackOff();
    assertThat(lane.isMuted()).isFalse();
    assertThat(lane.isEmpty()).isTrue();
  }

  @Test
  void aBatchThatIsStillBeingEncodedHoldsBackThoseBehindIt() {
    harness.accumulator(Codec.GZIP);
    Lane lane = harness.lane("orders");
    append(lane, "a");
    List<Boolean> ready = new ArrayList<>();
    AtomicInteger allocations = new AtomicInteger();
    harness.memory.beforeAllocation(
        () -> {
          if (allocations.incrementAndGet() == 1) { // the first compression of the seal below
            append(lane, "b", BATCH_BYTES); // sealed and encoded while the other is not
            ready.add(lane.isReady());
          }
        });

    lane.seal();

    assertThat(ready).containsExactly(false);
    assertThat(harness.deliverAll(lane)).containsExactly("a", "b");
  }

  @Test
  void aBatchSignalsAfterItIsEncodedHoweverEarlyTheLoopLooks() {
    harness.accumulator(Codec.GZIP);
    Lane lane = harness.lane("orders");
    append(lane, "a", BATCH_BYTES / 2);
    harness.memory.beforeAllocation(
        () -> {
          harness.loop.run();
          harness.touched.clear();
        });

    append(lane, "b", BATCH_BYTES);
    harness.loop.run();

    assertThat(harness.touched).containsExactly(lane);
    assertThat(harness.deliverAll(lane)).containsExactly("a", "b");
  }

  // ---- outcomes

  @Test
  void anOutcomeFindsTheSlotOffsetAndTimeOfEachRecord() {
    Lane lane = harness.lane("orders");
    for (int i = 0; i < 20; i++) {
      assertThat(lane.append(TIME_MS + i, Text.of("r" + i), "r" + i)).isTrue();
    }
    lane.seal();
    Batch batch = lane.take();

    harness.accumulator.delivered(batch, 500, -1);
    lane.requestEnded(batch);

    assertThat(harness.done).containsExactly(batch);
    assertThat(batch.failure()).isNull();
    assertThat(Text.slotsOf(batch)).hasSize(20).startsWith("r0").endsWith("r19");
    assertThat(batch.offset(19)).isEqualTo(519);
    assertThat(batch.timestampMs(19)).isEqualTo(TIME_MS + 19);
  }

  @Test
  void theBrokersAppendTimeCountsForAllRecordsAndAnUnknownOffsetStaysUnknown() {
    Lane lane = harness.lane("orders");
    append(lane, "a");
    append(lane, "b");
    lane.seal();
    Batch batch = lane.take();

    harness.accumulator.delivered(batch, -1, 77);
    lane.requestEnded(batch);

    assertThat(batch.offset(1)).isEqualTo(-1);
    assertThat(batch.timestampMs(1)).isEqualTo(77);
  }

  @Test
  void thereIsNoSecondOutcome() {
    Lane lane = harness.lane("orders");
    append(lane, "a", BATCH_BYTES);
    Batch batch = lane.take();
    harness.accumulator.failed(batch, FAILURE);

    assertThatThrownBy(() -> harness.accumulator.delivered(batch, 500, -1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("orders-0");

    assertThat(batch.failure()).isSameAs(FAILURE);
    assertThat(batch.offset(0)).isEqualTo(-1);
    assertThat(harness.done).containsExactly(batch);
    lane.requestEnded(batch);
  }

  @Test
  void aBatchThatFailsInFlightFreesItsMemoryAndKeepsTheLaneMutedUntilTheRequestEnds() {
    Lane lane = harness.lane("orders");
    append(lane, "a", BATCH_BYTES);
    append(lane, "b", BATCH_BYTES);
    Batch first = lane.take();
    ByteBuf written = first.content().retainedDuplicate();

    harness.accumulator.failed(first, FAILURE);

    assertThat(written.refCnt()).as("the write keeps the bytes").isEqualTo(1);
    assertThat(lane.isReady()).isFalse();
    assertThat(requireNonNull(lane.oldest()).records()).isEqualTo(1);
    assertThat(Text.valuesIn(requireNonNull(lane.oldest()))).containsExactly("b");
    written.release();
    lane.requestEnded(first);
    assertThat(harness.deliverAll(lane)).containsExactly("b");
  }

  @Test
  void aRequestCannotEndForABatchThatIsNotInFlight() {
    Lane lane = harness.lane("orders");
    append(lane, "a", BATCH_BYTES);
    Batch batch = requireNonNull(lane.peek());

    assertThatThrownBy(() -> lane.requestEnded(batch)).isInstanceOf(IllegalStateException.class);

    assertThat(harness.deliverAll(lane)).containsExactly("a");
  }

  @Test
  void whatMayHaveReachedTheBrokerStaysPossiblyPersisted() {
    Lane lane = harness.lane("orders");
    append(lane, "a", BATCH_BYTES);
    Batch batch = lane.take();
    batch.markPossiblyPersisted();
    lane.requestEnded(batch);

    assertThat(batch.persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);

    harness.accumulator.failed(batch, FAILURE);
  }

  @Test
  void theOldestOpenBatchTellsSinceWhen() {
    Lane lane = harness.lane("orders");
    harness.loop.advance(Duration.ofMillis(5));
    append(lane, "a");
    long opened = harness.loop.nanoTime();

    assertThat(lane.hasOpenSince(opened - 1)).isFalse();
    assertThat(lane.hasOpenSince(opened)).isTrue();
    lane.seal();
    assertThat(lane.hasOpenSince(opened)).isFalse();
    harness.deliverAll(lane);
  }

  // ---- what goes wrong inside

  /** Announces one byte more than it writes. */
  private record Liar(int bytes) implements RecordBody {
    @Override
    public int sizeInBytes() {
      return bytes + 1;
    }

    @Override
    public void writeTo(ByteBuf target) {
      target.writeZero(bytes);
    }
  }

  @Test
  void aFirstRecordThatCannotBeWrittenLeavesNoEmptyBatchOpen() {
    Lane lane = harness.lane("orders");

    assertThatThrownBy(() -> lane.append(TIME_MS, new Liar(10), "bad"))
        .isInstanceOf(IllegalStateException.class);

    assertThat(lane.isEmpty()).isTrue();
    assertThat(harness.memory.usedBytes()).isZero();
    assertThat(harness.accumulator.isEmpty()).isTrue();
    append(lane, "good");
    lane.seal();
    assertThat(harness.deliverAll(lane)).containsExactly("good");
  }

  @Test
  void aLaterRecordThatCannotBeWrittenLeavesTheOthersWellAndTheAccountsTrue() {
    harness.accumulator(new BatchLimits(100_000, 1 << 20, 1 << 20, Compression.NONE));
    Lane lane = harness.lane("orders");
    append(lane, "a");

    assertThatThrownBy(() -> lane.append(TIME_MS, new Liar(5_000), "bad")) // in a chunk of its own
        .isInstanceOf(IllegalStateException.class);

    assertThat(harness.accumulator.budget().usedBytes()).isEqualTo(harness.memory.usedBytes());
    append(lane, "b");
    lane.seal();
    Batch batch = lane.take();
    assertThat(Text.valuesIn(batch)).containsExactly("a", "b");
    assertThat(Text.slotsOf(batch)).containsExactly("a", "b");
    harness.accumulator.delivered(batch, 0, -1);
    lane.requestEnded(batch);
  }

  @Test
  void aRecordWithoutMemoryDoesNotHoldUpTheBatchThatItSealed() {
    Lane lane = harness.lane("orders");
    append(lane, "a", BATCH_BYTES / 2);
    harness.loop.run();
    harness.touched.clear();
    harness.memory.exhausted(true);

    assertThatThrownBy(() -> append(lane, "b", BATCH_BYTES / 2))
        .isInstanceOf(OutOfMemoryError.class);

    harness.memory.exhausted(false);
    harness.loop.run();
    assertThat(harness.touched).containsExactly(lane);
    assertThat(lane.isOpen()).isFalse();
    assertThat(harness.deliverAll(lane)).containsExactly("a");
  }

  @Test
  void aBatchThatCannotBeEncodedFailsAloneAndThoseBehindItAreLookedAtAgain() {
    harness.accumulator(Codec.GZIP);
    Lane lane = harness.lane("orders");
    append(lane, "a");
    append(lane, "b");
    harness.memory.exhausted(true);
    lane.seal();
    harness.memory.exhausted(false);
    append(lane, "c", BATCH_BYTES);
    assertThat(lane.peek()).as("hidden behind the broken one").isNull();
    harness.touched.clear();

    harness.loop.run();

    assertThat(harness.done).hasSize(1);
    Batch broken = harness.done.get(0);
    assertThat(Text.slotsOf(broken)).containsExactly("a", "b");
    assertThat(broken.failure())
        .isInstanceOf(EncodingException.class)
        .hasMessageContaining("2 record(s) for orders-0")
        .hasMessageContaining("GZIP")
        .hasMessageContaining("no direct memory left");
    assertThat(requireNonNull(broken.failure()).persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    assertThat(harness.touched)
        .as("by the appends, and by the failure")
        .containsExactly(lane, lane);
    assertThat(harness.deliverAll(lane)).containsExactly("c");
  }

  @Test
  void aBatchThatCannotBeEncodedHoldsItsPartOfTheBudgetUntilItHasFailed() {
    harness.accumulator(Codec.GZIP);
    Lane lane = harness.lane("orders");
    append(lane, "a");
    harness.memory.exhausted(true);
    lane.seal();

    assertThat(harness.memory.usedBytes()).isZero();
    assertThat(harness.accumulator.isEmpty()).isFalse();

    harness.loop.run();
    assertThat(harness.accumulator.isEmpty()).isTrue();
    assertThat(lane.isEmpty()).isTrue();
  }
}
