package io.weir.kafka.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.batch.Topic.Parking;
import io.weir.kafka.network.VirtualLoop;
import io.weir.kafka.record.Codec;
import io.weir.kafka.record.Compression;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One accumulator's life as a seed decides it, with a sender that knows only what it is told: a
 * lane is looked at when it is touched, when its linger time is over and when its request has
 * ended, never otherwise. So a signal that is lost leaves records behind.
 */
final class RandomLife implements Accumulator.Listener {

  private static final ProducerException FAILURE = new InvalidRecordException("for the test");
  private static final long TIME_MS = 1_700_000_000_000L;
  private static final int TOPICS = 2;
  private static final int PARTITIONS = 2;

  /** A record: its number counts the appends to its partition. */
  private record Item(String topic, int partition, int number) {

    String lane() {
      return topic + "-" + partition;
    }

    @Override
    public String toString() {
      return lane() + "#" + number;
    }
  }

  private final Random random;
  private final VirtualLoop loop = new VirtualLoop();
  private final CountedMemory memory = new CountedMemory();
  private final Accumulator accumulator;
  private final Linger linger;

  private final ArrayDeque<Lane> awake = new ArrayDeque<>();
  private final Map<Batch, ByteBuf> writes = new LinkedHashMap<>();
  private final Map<String, Integer> nextNumbers = new HashMap<>();
  private final Map<Item, String> outcomes = new LinkedHashMap<>();
  private final Map<String, List<Integer>> deliveredNumbers = new HashMap<>();

  /** How many batches of a lane may be unresolved; with one, outcomes come in order. */
  private final int window;

  private boolean owedRoom;
  private boolean closed;
  private int accepted;
  private int refusals;
  private String lastStep = "none";

  RandomLife(long seed) {
    random = new Random(seed);
    Codec codec = random.nextInt(3) == 0 ? Codec.GZIP : Codec.NONE;
    int batchBytes = random.nextInt(4) == 0 ? 0 : 200 + random.nextInt(3_000);
    BatchLimits limits = new BatchLimits(batchBytes, 30_000, 20_000, Compression.of(codec));
    accumulator = new Accumulator(limits, memory, loop, this);
    window = random.nextInt(3) == 0 ? 4 : 1;
    linger = new Linger(loop, Duration.ofMillis(random.nextInt(20)).toNanos(), awake::add);
  }

  int delivered() {
    return deliveredNumbers.values().stream().mapToInt(List::size).sum();
  }

  int failed() {
    return outcomes.size() - delivered();
  }

  int refusals() {
    return refusals;
  }

  // ---- what happens

  void live(int steps) {
    for (int i = 0; i < steps; i++) {
      step(random.nextInt(100));
    }
  }

  private void step(int dice) {
    if (dice < 50) {
      named("offer", this::offer);
    } else if (dice < 58) {
      named("run", loop::run);
    } else if (dice < 64) {
      named("advance", () -> loop.advance(Duration.ofMillis(random.nextInt(10))));
    } else if (dice < 76) {
      named("look", this::lookAtOne);
    } else if (dice < 90) {
      named("answer", this::answerOne);
    } else if (dice < 93) {
      named("expire", this::expireOne);
    } else if (dice < 95) {
      named("open", () -> open("t" + random.nextInt(TOPICS), 1 + random.nextInt(PARTITIONS)));
    } else if (dice < 97) {
      named(
          "expire parked", () -> accumulator.expireParked(loop.nanoTime() - 3_000_000, this::end));
    } else if (dice < 99) {
      named("exhaust", () -> memory.exhausted(random.nextInt(3) == 0));
    } else if (random.nextInt(5) == 0) {
      named("close", this::close);
    }
    assertThat(accumulator.budget().usedBytes()).isNotNegative();
  }

  private void named(String name, Runnable work) {
    lastStep = name;
    work.run();
  }

  private void offer() {
    if (!accumulator.admits()) {
      refusals++;
      owedRoom = true;
      return;
    }
    Topic topic = accumulator.topic("t" + random.nextInt(TOPICS));
    if (topic.partitionCount() == 0) {
      park(topic);
    } else {
      append(topic.lane(random.nextInt(topic.partitionCount())), random.nextInt(900));
    }
  }

  private Item nextItem(String topic, int partition) {
    int number = nextNumbers.merge(topic + "-" + partition, 1, Integer::sum);
    return new Item(topic, partition, number);
  }

  private void append(Lane lane, int bytes) {
    Item item = nextItem(lane.topic(), lane.partition());
    try {
      boolean taken = lane.append(TIME_MS, Text.of(item.toString(), bytes), item);
      assertThat(taken).isEqualTo(!closed);
      accepted += taken ? 1 : 0;
    } catch (OutOfMemoryError e) {
      assertThat(e).hasMessage("no direct memory left");
    }
  }

  /** All parked records are for partition 0, so that they have one order with those that follow. */
  private void park(Topic topic) {
    Item item = nextItem(topic.name(), 0);
    Text body = Text.of(item.toString(), random.nextInt(900));
    ByteBuf bytes;
    try {
      bytes = memory.directBuffer(body.sizeInBytes(), body.sizeInBytes());
    } catch (OutOfMemoryError e) {
      return;
    }
    body.writeTo(bytes);
    Parking answer = topic.park(new ParkedRecord(bytes, TIME_MS, 0, item, loop.nanoTime()));
    assertThat(answer).isEqualTo(closed ? Parking.CLOSED : Parking.PARKED);
    if (answer == Parking.PARKED) {
      accepted++;
    } else {
      bytes.release();
    }
  }

  private void open(String topic, int partitions) {
    accumulator.topic(topic).open(partitions, this::route);
  }

  private void route(ParkedRecord record, Lane[] lanes) {
    if (!closed && random.nextInt(30) == 0) {
      close(); // in the middle of it, as another thread may
    }
    try {
      assertThat(lanes[0].append(record.timestampMs(), record, record.slot())).isTrue();
    } catch (OutOfMemoryError e) {
      end(record.slot());
    }
  }

  private void close() {
    closed = true;
    accumulator.close();
  }

  // ---- the sender

  private void lookAtOne() {
    Lane lane = awake.poll();
    if (lane == null) {
      return;
    }
    lane.unresolved().window(window);
    if (lane.isMuted()) {
      return;
    }
    if (lane.peek() == null && linger.isOver(lane)) {
      lane.seal();
    }
    if (lane.peek() == null) {
      linger.add(lane);
      return;
    }
    Batch batch = lane.take();
    awake.add(lane); // there may be more for it
    assertThat(writes.keySet().stream().filter(each -> each.lane() == lane))
        .as("in requests before %s", batch)
        .allMatch(each -> number(each) < number(batch))
        .hasSizeLessThan(window);
    List<String> slots = Text.slotsOf(batch).stream().map(Object::toString).toList();
    assertThat(Text.valuesIn(batch)).as("what the broker reads").isEqualTo(slots);
    writes.put(batch, batch.content().retainedDuplicate());
  }

  private static int number(Batch batch) {
    return ((Item) batch.slot(0)).number;
  }

  /** The outcome of a request, or only its end. */
  private void answerOne() {
    Batch batch = oneOf(writes);
    if (batch == null) {
      return;
    }
    int dice = random.nextInt(10);
    if (dice == 0 && !batch.isDone() && batch.records() > 1) {
      batch.lane().requestEnded(batch);
      split(batch);
      writes.remove(batch).release();
      awake.add(batch.lane());
      return;
    }
    if (dice < 6 && !batch.isDone()) {
      accumulator.delivered(batch, 0, -1);
    } else if (dice < 7 && !batch.isDone()) {
      accumulator.failed(batch, FAILURE);
    } else if (dice < 9 && !batch.isDone()) {
      batch.lane().backOff();
      loop.schedule(() -> endBackOff(batch.lane()), random.nextInt(5_000_000));
    }
    batch.lane().requestEnded(batch);
    writes.remove(batch).release();
    awake.add(batch.lane());
  }

  private void split(Batch batch) {
    try {
      accumulator.split(batch);
    } catch (OutOfMemoryError e) {
      assertThat(e).hasMessage("no direct memory left");
    }
  }

  private void endBackOff(Lane lane) {
    lane.endBackOff();
    awake.add(lane);
  }

  private @Nullable Batch oneOf(Map<Batch, ByteBuf> batches) {
    List<Batch> all = new ArrayList<>(batches.keySet());
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  /** A batch fails where it is: in flight, backing off, or waiting. */
  private void expireOne() {
    Topic topic = accumulator.topic("t" + random.nextInt(TOPICS));
    if (topic.partitionCount() > 0) {
      Batch oldest = topic.lane(random.nextInt(topic.partitionCount())).oldest();
      if (oldest != null) {
        accumulator.failed(oldest, FAILURE);
      }
    }
  }

  // ---- what is told

  @Override
  public void touched(Lane lane) {
    awake.add(lane);
  }

  @Override
  public void done(Batch batch) {
    for (int i = 0; i < batch.records(); i++) {
      Item item = (Item) batch.slot(i);
      boolean isDelivered = batch.failure() == null;
      note(item, isDelivered ? "delivered" : "failed");
      if (isDelivered) {
        deliveredNumbers.computeIfAbsent(item.lane(), l -> new ArrayList<>()).add(item.number);
      }
    }
  }

  private void end(Object slot) {
    note((Item) slot, "failed");
  }

  private void note(Item item, String outcome) {
    assertThat(outcomes.put(item, outcome)).as("earlier outcome of %s", item).isNull();
  }

  @Override
  public void roomAvailable() {
    owedRoom = false;
  }

  @Override
  public void memoryIsShort() {
    linger.hurry();
  }

  // ---- the end

  /** Lets the sender come to rest, then looks at all that was promised. */
  void end() {
    lastStep = "end";
    memory.exhausted(false);
    for (int i = 0; i < TOPICS; i++) {
      open("t" + i, PARTITIONS);
    }
    if (random.nextBoolean()) {
      close(); // else all must leave by linger time
    }
    boolean busy = true;
    while (busy) {
      loop.advance(Duration.ofMillis(100));
      busy = !awake.isEmpty() || !writes.isEmpty();
      while (!awake.isEmpty()) {
        lookAtOne();
      }
      answerOne();
    }
    linger.stop();
    assertThat(outcomes).as("outcomes").hasSize(accepted);
    assertThat(accumulator.isEmpty()).as("empty").isTrue();
    assertThat(memory.usedBytes()).as("bytes left allocated").isZero();
    assertThat(owedRoom).as("a refusal without word of room").isFalse();
    if (window == 1) {
      deliveredNumbers.forEach((lane, numbers) -> assertThat(numbers).as(lane).isSorted());
    }
  }

  @Override
  public String toString() {
    return "after step '%s': %d accepted, %d with outcome, awake %s, in flight %d"
        .formatted(lastStep, accepted, outcomes.size(), awake, writes.size());
  }
}
