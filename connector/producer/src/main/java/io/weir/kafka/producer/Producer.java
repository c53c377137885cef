package io.weir.kafka.producer;

import io.smallrye.mutiny.Uni;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Sends records to Kafka, without any framework.
 *
 * <pre>{@code
 * try (Producer producer = Producer.create(Map.of("bootstrap.servers", "localhost:9092"))) {
 *   RecordReceipt receipt =
 *       producer.send(OutgoingRecord.of("orders", "42", "two pounds of tea")).await().indefinitely();
 * }
 * }</pre>
 *
 * <p>May be used by any number of threads. No method blocks but {@link #close()}, which says so.
 */
public final class Producer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Producer.class.getName());
  private static final String DEFAULT_NAME = "producer";

  private final SendQueue queue;
  private final Duration closeTimeout;

  private Producer(SendQueue queue, Duration closeTimeout) {
    this.queue = queue;
    this.closeTimeout = closeTimeout;
  }

  /**
   * A producer with these settings, on threads of its own. Opens no connection yet.
   *
   * @param settings Kafka's names and values, such as {@code bootstrap.servers}; see {@code
   *     docs/settings.md}
   * @throws io.weir.kafka.api.ConfigurationException naming all settings that cannot work
   */
  public static Producer create(Map<String, String> settings) {
    return create(settings, Environment.standard(CompletionThreads.executor()));
  }

  /** The same in an environment of the caller's. */
  public static Producer create(Map<String, String> settings, Environment environment) {
    Problems problems = new Problems(settings.getOrDefault("client.id", DEFAULT_NAME));
    ChannelSettings read = ChannelSettings.read(SettingsSource.of(Map.copyOf(settings)), problems);
    SendQueue queue =
        new SendQueue(
            read.producer().batch().memory().maxWait().toNanos(),
            environment.completions(),
            outcomes -> Pipelines.assemble(read, problems, environment, outcomes));
    problems.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
    return new Producer(queue, read.attributes().bounds().closeTimeout());
  }

  /**
   * Sends the record, once for each subscription; nothing happens before.
   *
   * <p>Serializers and interceptors run on the subscribing thread, or, if the record first has to
   * wait for room in {@code buffer.memory}, on the completion thread. Records of one thread for one
   * partition keep their order. A cancelled subscription does not call the record back.
   *
   * @return completes on the completion thread with the broker's acknowledgement, or fails with a
   *     {@link io.weir.kafka.api.ProducerException}: {@link
   *     io.weir.kafka.api.BufferExhaustedException} if there was no room within {@code
   *     max.block.ms}
   */
  public Uni<RecordReceipt> send(OutgoingRecord record) {
    return Uni.createFrom().emitter(emitter -> queue.submit(record, emitter));
  }

  /**
   * Accepts nothing more, sends what is there, fails the rest when the time is over.
   *
   * @return completes after the last record's outcome; never exceptionally
   */
  public CompletionStage<Pipeline.CloseReport> close(Duration timeout) {
    return queue.close(timeout);
  }

  /**
   * Closes within {@code close-timeout} and <em>waits</em> for it, so not for an event loop's
   * thread. Called by a callback of this producer it does not wait, as it would wait for itself.
   */
  @Override
  public void close() {
    CompletionStage<Pipeline.CloseReport> report = close(closeTimeout);
    if (!queue.isTelling()) {
      report.toCompletableFuture().join();
    }
  }
}
