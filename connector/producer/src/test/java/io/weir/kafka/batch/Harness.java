package io.weir.kafka.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.VirtualLoop;
import io.weir.kafka.record.Codec;
import io.weir.kafka.record.Compression;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An accumulator on a virtual loop that notes what it is told; fails the test if memory is left.
 */
final class Harness implements Accumulator.Listener, AfterEachCallback {

  static final long TIME_MS = 1_700_000_000_000L;
  static final int BATCH_BYTES = 1_000;

  final VirtualLoop loop = new VirtualLoop();
  final CountedMemory memory = new CountedMemory();
  final List<Lane> touched = new ArrayList<>();
  final List<Batch> done = new ArrayList<>();
  int toldOfRoom;
  int toldOfShortage;

  Accumulator accumulator = accumulator(Codec.NONE);

  Accumulator accumulator(Codec codec) {
    return accumulator(new BatchLimits(BATCH_BYTES, 1 << 20, 1 << 19, Compression.of(codec)));
  }

  Accumulator accumulator(BatchLimits limits) {
    accumulator = new Accumulator(limits, memory, loop, this);
    return accumulator;
  }

  /** The only partition of this topic. */
  Lane lane(String topic) {
    Topic known = accumulator.topic(topic);
    known.open(
        1,
        (record, lanes) -> {
          throw new AssertionError("nothing was parked");
        });
    return known.lane(0);
  }

  /** The text is value and slot. */
  static void append(Lane lane, String text) {
    append(lane, text, text.length());
  }

  static void append(Lane lane, String text, int bytes) {
    assertThat(lane.append(TIME_MS, Text.of(text, bytes), text)).isTrue();
  }

  /** Takes and delivers all that is sealed. */
  List<String> deliverAll(Lane lane) {
    List<String> values = new ArrayList<>();
    while (lane.isReady()) {
      Batch batch = lane.take();
      values.addAll(Text.valuesIn(batch));
      accumulator.delivered(batch, 0, -1);
      lane.requestEnded(batch);
    }
    return values;
  }

  @Override
  public void touched(Lane lane) {
    touched.add(lane);
  }

  @Override
  public void done(Batch batch) {
    done.add(batch);
  }

  @Override
  public void roomAvailable() {
    toldOfRoom++;
  }

  @Override
  public void memoryIsShort() {
    toldOfShortage++;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(accumulator.budget().usedBytes()).as("bytes left in the budget").isZero();
    assertThat(memory.usedBytes()).as("bytes left allocated").isZero();
  }
}
