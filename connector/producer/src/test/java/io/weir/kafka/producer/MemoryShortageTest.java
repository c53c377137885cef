package io.weir.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.smallrye.mutiny.Uni;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.producer.Pipeline.CloseReport;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.time.WallClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When direct memory runs out, records fail one by one, and the channel lives on and closes. */
@Timeout(120)
class MemoryShortageTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static TestCluster cluster;

  @BeforeAll
  static void start() {
    cluster = TestCluster.builder().brokers(1).start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** Refuses memory for batches on demand; batches alone ask for buffers that cannot grow. */
  private static final class Memory extends AbstractByteBufAllocator {

    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
    private volatile boolean refusesBatches;

    Memory() {
      super(true);
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
      return memory.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
      if (refusesBatches && initialCapacity == maxCapacity) {
        throw new OutOfMemoryError("no direct memory left");
      }
      return memory.directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
      return false;
    }
  }

  private static Producer producer(Memory memory, ExecutorService completions) {
    return Producer.create(
        Map.of("bootstrap.servers", cluster.bootstrapServers()),
        new Environment(
            connection -> Seam.netty(connection, memory),
            completions,
            BeanLookup.NONE,
            List.of(),
            ProducerEvents.NONE,
            memory,
            WallClock.SYSTEM,
            new SplittableRandom(1)));
  }

  private static Uni<RecordReceipt> started(Producer producer, String topic) {
    Uni<RecordReceipt> send = producer.send(OutgoingRecord.of(topic, "v")).memoize().indefinitely();
    send.subscribe().with(receipt -> {}, failure -> {});
    return send;
  }

  @Test
  void recordsThatWaitedForTheirTopicFailAndTheChannelLivesOnAndCloses() throws Exception {
    cluster.createTopic("parked", 1);
    Memory memory = new Memory();
    memory.refusesBatches = true;
    ExecutorService completions = Executors.newSingleThreadExecutor();
    try {
      Producer producer = producer(memory, completions);
      Uni<RecordReceipt> first = started(producer, "parked"); // the topic is unknown yet
      Uni<RecordReceipt> second = started(producer, "parked");
      for (Uni<RecordReceipt> send : List.of(first, second)) {
        assertThatThrownBy(() -> send.await().atMost(DEADLINE))
            .isInstanceOf(InvalidRecordException.class)
            .hasMessageContaining("no direct memory left");
      }

      memory.refusesBatches = false;
      assertThat(started(producer, "parked").await().atMost(DEADLINE).offset()).isZero();
      CloseReport report = producer.close(DEADLINE).toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(report).isEqualTo(new CloseReport(1, 2, 0));
    } finally {
      completions.shutdown();
      assertThat(completions.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
