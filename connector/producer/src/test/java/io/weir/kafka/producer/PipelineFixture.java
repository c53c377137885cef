package io.weir.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.VirtualLoop;
import io.weir.kafka.producer.Pipeline.CloseReport;
import io.weir.kafka.send.ScriptedBrokers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A whole pipeline over scripted brokers in virtual time, and what its records' outcomes were. Each
 * test ends with a close, after which nothing may be left: no memory, no timer, no record without
 * its outcome.
 */
public final class PipelineFixture implements Outcomes, AfterEachCallback {

  public static final String CHANNEL = "orders-out";

  public final ScriptedBrokers brokers = new ScriptedBrokers();
  public final VirtualLoop loop = brokers.loop;
  public final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);

  /** Each record's outcome by its slot: {@code delivered t-0@7}, or the failure's simple name. */
  public final Map<Object, String> outcomes = new LinkedHashMap<>();

  public final Map<Object, ProducerException> failures = new HashMap<>();
  public final List<Object> offered = new ArrayList<>();

  /** While true, the completion task does not come to run. */
  public boolean completionsHeld;

  public int toldOfRoom;
  public int released;
  public ProducerEvents events = ProducerEvents.NONE;
  public List<RecordInterceptor> interceptors = List.of();

  /** What else happens when an outcome is told. */
  public Runnable onOutcome = () -> {};

  private final Queue<Runnable> heldCompletions = new ArrayDeque<>();
  private final RecordDraft draft = new RecordDraft();
  private @Nullable ProducerPipeline pipeline;
  private int late;

  /** Opens the pipeline with these settings, by turns name and value. */
  public PipelineFixture open(String... settings) {
    pipeline = assemble(this, settings);
    return this;
  }

  /** A pipeline for a test that takes the outcomes itself, and closes it. */
  ProducerPipeline assemble(Outcomes teller, String... settings) {
    Problems problems = new Problems(CHANNEL);
    SettingsSource source = SettingsSource.of(settings(settings));
    return Pipelines.assemble(
        ChannelSettings.read(source, problems), problems, environment(), teller);
  }

  static Map<String, String> settings(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap.servers", ScriptedBrokers.BOOTSTRAP);
    all.put("linger.ms", "0");
    all.put("enable.idempotence", "false"); // tests of sequence numbers turn it on
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return all;
  }

  Environment environment() {
    return new Environment(
        connection -> new Seam(brokers.transport(memory), () -> released++),
        this::complete,
        BeanLookup.NONE,
        interceptors,
        events,
        memory,
        () -> 1_700_000_000_000L,
        new SplittableRandom(1));
  }

  void complete(Runnable task) {
    if (completionsHeld) {
      heldCompletions.add(task);
    } else {
      loop.execute(task);
    }
  }

  /** Lets the completion task run. */
  public void releaseCompletions() {
    completionsHeld = false;
    heldCompletions.forEach(loop::execute);
    heldCompletions.clear();
    loop.run();
  }

  ProducerPipeline pipeline() {
    return Objects.requireNonNull(pipeline);
  }

  /** Offers records of partition 0, each its own slot and value, and lets things happen. */
  public void send(String topic, String... values) {
    sendTo(topic, 0, values);
  }

  /** The same to another partition. */
  public void sendTo(String topic, int partition, String... values) {
    for (String each : values) {
      assertThat(offer(topic, partition, each)).isEqualTo(Admission.ACCEPTED);
    }
    loop.run();
  }

  /** Offers one record, and lets nothing happen. */
  public Admission offer(String topic, int partition, String value) {
    draft.reset(topic).partition(partition).value(value);
    Admission admission = pipeline().offer(draft, value);
    if (admission == Admission.ACCEPTED) {
      offered.add(value);
      late += released; // it comes after the report
    }
    return admission;
  }

  public String outcome(String slot) {
    return outcomes.getOrDefault(slot, "none");
  }

  public ProducerException failure(String slot) {
    return Objects.requireNonNull(failures.get(slot), () -> slot + ": " + outcome(slot));
  }

  /** Begins to close, and lets happen what happens at once. */
  public CompletableFuture<CloseReport> close(Duration timeout) {
    CompletableFuture<CloseReport> report = pipeline().close(timeout).toCompletableFuture();
    loop.run();
    return report;
  }

  @Override
  public void delivered(Object slot, String topic, int partition, long offset, long timestampMs) {
    outcome(slot, "delivered " + topic + "-" + partition + "@" + offset);
  }

  @Override
  public void failed(Object slot, ProducerException failure) {
    failures.put(slot, failure);
    outcome(slot, failure.getClass().getSimpleName());
  }

  private void outcome(Object slot, String what) {
    String before = outcomes.put(slot, what);
    assertThat(before).as("an earlier outcome of %s", slot).isNull();
    onOutcome.run();
  }

  @Override
  public void roomAvailable() {
    toldOfRoom++;
  }

  @Override
  public void settled() {}

  @Override
  public void afterEach(ExtensionContext context) {
    if (pipeline == null) {
      return;
    }
    releaseCompletions();
    CompletableFuture<CloseReport> report = close(Duration.ZERO);
    assertThat(report).as("the report of the close").isDone();
    assertThat(outcomes.keySet()).containsExactlyInAnyOrderElementsOf(offered);
    CloseReport counts = report.join();
    assertThat(counts.delivered() + counts.failed() + counts.unknown())
        .as("outcomes in the report")
        .isEqualTo(outcomes.size() - late);
    assertThat(released).as("releases of the seam").isOne();
    assertThat(loop.waiting()).as("timers left").isZero();
    assertThat(memory.metric().usedHeapMemory()).as("heap buffers left").isZero();
    assertThat(memory.metric().usedDirectMemory()).as("direct buffers left").isZero();
  }
}
