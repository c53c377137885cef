package io.weir.kafka.producer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.producer.Pipeline.CloseReport;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight threads send, and the channel closes among them: each record has exactly one outcome. */
@Timeout(120)
class CloseStressTest {

  private static final int THREADS = 8;
  private static final int MOST_RECORDS = 20_000;
  private static final int DELIVERED_BEFORE_CLOSE = 4_000;
  private static final int PARTITIONS = 6;
  private static final String TOPIC = "stress";

  /** Counts the outcomes of each slot. */
  private static final class Counter implements Outcomes {

    private final AtomicIntegerArray signals = new AtomicIntegerArray(THREADS * MOST_RECORDS);
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final Semaphore room = new Semaphore(0);

    @Override
    public void delivered(Object slot, String topic, int partition, long offset, long timeMs) {
      signals.incrementAndGet((Integer) slot);
      delivered.increment();
    }

    @Override
    public void failed(Object slot, ProducerException failure) {
      signals.incrementAndGet((Integer) slot);
      (failure.persistence() == Persistence.NOT_PERSISTED ? failed : unknown).increment();
    }

    @Override
    public void roomAvailable() {
      room.release(THREADS);
    }

    @Override
    public void settled() {}

    long total() {
      return delivered.sum() + failed.sum() + unknown.sum();
    }
  }

  private final Counter counter = new Counter();
  private final LongAdder accepted = new LongAdder();
  private volatile boolean stopped;

  /** Sends until it is told to stop, a while after the close. */
  private void send(Pipeline pipeline, int thread) {
    RecordDraft draft = new RecordDraft();
    for (int i = 0; i < MOST_RECORDS && !stopped; i++) {
      Integer slot = thread * MOST_RECORDS + i;
      draft.reset(TOPIC).partition(slot % PARTITIONS).value("value-" + slot);
      while (pipeline.offer(draft, slot) == Admission.FULL) {
        counter.room.acquireUninterruptibly();
      }
      accepted.increment();
    }
  }

  private static Pipeline open(TestCluster cluster, Outcomes outcomes) {
    Problems problems = new Problems("stress");
    Map<String, String> settings =
        Map.of(
            "bootstrap.servers", cluster.bootstrapServers(),
            "buffer.memory", "200000",
            "batch.size", "2000",
            "linger.ms", "1");
    return Pipelines.open(
        ChannelSettings.read(SettingsSource.of(settings), problems),
        problems,
        Environment.standard(CompletionThreads.executor()),
        outcomes);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 20})
  void sentIsDeliveredOrFailedOrUnknownEachOnce(long closeTimeoutSeconds) throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(2).topic(TOPIC, PARTITIONS).start()) {
      Pipeline pipeline = open(cluster, counter);
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        senders.add(new Thread(() -> send(pipeline, thread), "sender-" + i));
      }
      senders.forEach(Thread::start);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> counter.delivered.sum() >= DELIVERED_BEFORE_CLOSE);
      CloseReport report =
          pipeline
              .close(Duration.ofSeconds(closeTimeoutSeconds))
              .toCompletableFuture()
              .get(60, SECONDS);
      stopped = true;
      counter.room.release(THREADS);
      for (Thread each : senders) {
        each.join(SECONDS.toMillis(30));
        assertThat(each.isAlive()).as(each.getName()).isFalse();
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> counter.total() >= accepted.sum());
      checkCounts(report, cluster);
    }
  }

  private void checkCounts(CloseReport report, TestCluster cluster) {
    assertThat(counter.total()).isEqualTo(accepted.sum());
    for (int i = 0; i < counter.signals.length(); i++) {
      assertThat(counter.signals.get(i)).as("signals of record %s", i).isBetween(0, 1);
    }
    assertThat(report.delivered()).isEqualTo(counter.delivered.sum());
    assertThat(report.unknown()).isEqualTo(counter.unknown.sum());
    assertThat(report.failed())
        .as("without those that came later")
        .isLessThanOrEqualTo(counter.failed.sum());
    long stored = cluster.logEndOffsets(TOPIC).stream().mapToLong(Long::longValue).sum();
    assertThat(stored)
        .isBetween(counter.delivered.sum(), counter.delivered.sum() + counter.unknown.sum());
  }
}
