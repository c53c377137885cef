package io.weir.kafka.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.record.Codec;
import io.weir.kafka.record.Compression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sending threads against a loop on a thread of its own, with a buffer that is full most times. */
class AccumulatorStressTest {

  private static final int SENDERS = 4;
  private static final int RECORDS_PER_SENDER = 10_000;
  private static final int PARTITIONS = 3;
  private static final int BATCH_BYTES = 4_000;
  private static final int BUFFER_BYTES = 60_000;
  private static final long PATIENCE_SECONDS = 30;

  /** One chunk for each sender, and one for the thread that routes what was parked. */
  private static final int MOST_USED_BYTES = BUFFER_BYTES + (SENDERS + 1) * BATCH_BYTES;

  /** Number {@code n} of one sender; each sender keeps to one partition's order. */
  private record Item(int sender, int number) {}

  @ParameterizedTest
  @EnumSource(names = {"NONE", "GZIP"})
  @Timeout(180)
  void sendersAndLoopLoseReorderAndLeakNothing(Codec codec) throws Exception {
    try (ThreadLoop loop = new ThreadLoop()) {
      Broker broker = new Broker(loop, codec);
      Topic topic = broker.accumulator.topic("orders");
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        int sender = i;
        senders.add(new Thread(() -> broker.guard(() -> send(broker, topic, sender))));
      }

      senders.forEach(Thread::start);
      topic.open(PARTITIONS, Broker::route); // while they park and append
      for (Thread sender : senders) {
        sender.join();
      }

      assertThat(broker.outcomes.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("%d outcomes missing; %s", broker.outcomes.getCount(), broker.broken.get())
          .isTrue();
      assertThat(broker.broken.get()).isNull();
      loop.execute(broker.rest::countDown);
      assertThat(broker.rest.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      broker.verifyRest();
    }
  }

  private static void send(Broker broker, Topic topic, int sender) {
    Random random = new Random(sender);
    for (int number = 0; number < RECORDS_PER_SENDER; number++) {
      Item item = new Item(sender, number);
      Text text = Text.of(sender + "/" + number, random.nextInt(300));
      broker.awaitRoom();
      while (!offer(broker, topic, item, text)) {
        Thread.onSpinWait();
      }
      broker.mostUsedBytes.accumulateAndGet(broker.accumulator.budget().usedBytes(), Math::max);
    }
  }

  private static boolean offer(Broker broker, Topic topic, Item item, Text text) {
    if (topic.partitionCount() > 0) {
      return topic.lane(item.sender % PARTITIONS).append(0, text, item);
    }
    ByteBuf body = broker.memory.directBuffer(text.sizeInBytes(), text.sizeInBytes());
    text.writeTo(body);
    if (topic.park(new ParkedRecord(body, 0, "", item, 0)) == Topic.Parking.PARKED) {
      return true;
    }
    body.release();
    return false;
  }

  /** Answers each batch a turn later: most are delivered, some tried again, some failed. */
  private static final class Broker implements Accumulator.Listener {

    final CountedMemory memory = new CountedMemory();
    final CountDownLatch outcomes = new CountDownLatch(SENDERS * RECORDS_PER_SENDER);
    final CountDownLatch rest = new CountDownLatch(1);
    final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    final AtomicLong mostUsedBytes = new AtomicLong();
    final Accumulator accumulator;

    private final ThreadLoop loop;
    private final Linger linger;
    private final AtomicInteger waits = new AtomicInteger();
    private final Object roomLock = new Object();
    private long roomTold; // guarded by roomLock

    // Loop only.
    private final Random random = new Random(42);
    private final Map<Integer, Integer> lastNumbers = new HashMap<>();
    private int retries;
    private int failures;

    Broker(ThreadLoop loop, Codec codec) {
      this.loop = loop;
      BatchLimits limits =
          new BatchLimits(BATCH_BYTES, BUFFER_BYTES, BUFFER_BYTES / 2, Compression.of(codec));
      this.accumulator = new Accumulator(limits, memory, loop, this);
      this.linger = new Linger(loop, TimeUnit.MILLISECONDS.toNanos(1), this::look);
    }

    static void route(ParkedRecord record, Lane[] lanes) {
      Item item = (Item) record.slot();
      if (!lanes[item.sender % PARTITIONS].append(record.timestampMs(), record, item)) {
        throw new AssertionError("the lane is closed");
      }
    }

    void guard(Runnable work) {
      try {
        work.run();
      } catch (Throwable thrown) {
        broken.compareAndSet(null, thrown);
        while (outcomes.getCount() > 0) { // nobody need wait for the rest
          outcomes.countDown();
        }
      }
    }

    // ---- sending threads

    void awaitRoom() {
      for (long seen = told(); !accumulator.admits() && broken.get() == null; seen = told()) {
        waits.incrementAndGet();
        awaitTold(seen);
      }
    }

    private long told() {
      synchronized (roomLock) {
        return roomTold;
      }
    }

    private void awaitTold(long seen) {
      synchronized (roomLock) {
        long start = System.nanoTime();
        while (roomTold == seen && broken.get() == null) {
          if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            throw new AssertionError("refused and never told of room");
          }
          try {
            roomLock.wait(1_000);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        }
      }
    }

    @Override
    public void roomAvailable() {
      synchronized (roomLock) {
        roomTold++;
        roomLock.notifyAll();
      }
    }

    // ---- loop

    @Override
    public void touched(Lane lane) {
      guard(() -> look(lane));
    }

    @Override
    public void memoryIsShort() {
      guard(linger::hurry);
    }

    private void look(Lane lane) {
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
      if (!batch.isStamped()) {
        batch.stamp(-1, (short) -1, -1);
      }
      ByteBuf write = batch.content().retainedDuplicate();
      loop.execute(() -> guard(() -> answer(batch, write)));
    }

    private void answer(Batch batch, ByteBuf write) {
      int dice = random.nextInt(20);
      if (dice == 0) {
        retries++;
      } else if (dice == 1) {
        failures++;
        accumulator.failed(batch, new InvalidRecordException("for the test"));
      } else {
        List<String> slots =
            Text.slotsOf(batch).stream()
                .map(slot -> ((Item) slot).sender + "/" + ((Item) slot).number)
                .toList();
        assertThat(Text.valuesIn(batch)).isEqualTo(slots);
        accumulator.delivered(batch, 0, -1);
      }
      write.release();
      batch.lane().requestEnded(batch);
      look(batch.lane());
    }

    @Override
    public void done(Batch batch) {
      for (int i = 0; i < batch.records(); i++) {
        Item item = (Item) batch.slot(i);
        Integer last = lastNumbers.put(item.sender, item.number);
        assertThat(last == null ? -1 : last).as("before %s", item).isEqualTo(item.number - 1);
        outcomes.countDown();
      }
    }

    void verifyRest() {
      assertThat(accumulator.isEmpty()).isTrue();
      assertThat(memory.usedBytes()).as("bytes left allocated").isZero();
      assertThat(accumulator.admits()).isTrue();
      assertThat(mostUsedBytes.get()).as("the peak").isLessThanOrEqualTo(MOST_USED_BYTES);
      assertThat(waits.get()).as("refusals").isPositive();
      assertThat(retries).as("batches tried again").isPositive();
      assertThat(failures).as("batches failed").isPositive();
    }
  }
}
