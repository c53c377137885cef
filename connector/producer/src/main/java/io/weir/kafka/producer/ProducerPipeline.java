package io.weir.kafka.producer;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.batch.Accumulator;
import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.Lane;
import io.weir.kafka.batch.ParkedRecord;
import io.weir.kafka.cluster.ClusterSnapshot;
import io.weir.kafka.cluster.Metadata;
import io.weir.kafka.cluster.MetadataListener;
import io.weir.kafka.cluster.TopicSnapshot;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.Connections;
import io.weir.kafka.network.Guard;
import io.weir.kafka.network.Loop;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.send.Sender;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stages of one channel put together: they meet here and nowhere else.
 *
 * <p>{@link #offer} runs on the sending threads; what the stages tell each other runs on the event
 * loop; topics are opened, and outcomes told, on the completion task.
 */
final class ProducerPipeline implements Pipeline {

  private final String channel;
  private final Loop loop;
  private final Accumulator accumulator;
  private final Completions completions;
  private final Connections connections;
  private final Metadata metadata;
  private final Sender sender;
  private final Routes routes;
  private final ParkedTopics parked;
  private final Intake intake;
  private final Interception interception;
  private final Closing closing;
  private final Vitals vitals;
  private final ProducerEvents events;
  private final boolean watchesCluster;

  /** Topics that are being opened by the completion task: their records are between two places. */
  private final AtomicInteger opening = new AtomicInteger();

  ProducerPipeline(Assembly assembly, Outcomes outcomes) {
    this.channel = assembly.settings().channel();
    this.loop = assembly.loop();
    this.completions = assembly.completions(outcomes);
    this.interception = assembly.interception(completions);
    this.accumulator = assembly.accumulator(new AccumulatorEvents());
    this.connections = assembly.connections();
    this.metadata = assembly.metadata(connections, new MetadataEvents());
    Assembly.SendParts parts = new Assembly.SendParts(accumulator, metadata, connections);
    this.sender = assembly.sender(parts);
    this.routes = assembly.routes(accumulator, this::want);
    this.parked = assembly.parked(completions, metadata);
    this.intake = assembly.intake(routes);
    this.watchesCluster = assembly.chooser().watchesCluster();
    this.closing = new Closing(loop, new ClosingStage(assembly));
    this.vitals = assembly.vitals(parts, sender);
    this.events = assembly.environment().events();
    parked.onChange(closing::check);
  }

  Loop loop() {
    return loop;
  }

  /** Whether the caller is a callback: it must not wait for outcomes. */
  boolean isTelling() {
    return completions.isTelling();
  }

  /** What a record meets that comes too late. */
  ProducerClosedException closed() {
    return intake.closed();
  }

  // ---- sending threads

  @Override
  public Admission offer(RecordDraft draft, Object slot) {
    if (closing.hasBegun()) {
      completions.postFailure(interception.slot(draft, slot), closed());
      return Admission.ACCEPTED;
    }
    if (!accumulator.admits()) {
      return Admission.FULL;
    }
    interception.intercept(draft, slot, this::accept);
    return Admission.ACCEPTED;
  }

  @Override
  public Admission offerSerialized(RecordDraft draft, Object slot) {
    if (closing.hasBegun()) {
      completions.postFailure(slot, closed());
      return Admission.ACCEPTED;
    }
    if (!accumulator.admits()) {
      return Admission.FULL;
    }
    accept(draft, slot, Intake.SERIALIZED_BEFORE);
    return Admission.ACCEPTED;
  }

  private void accept(RecordDraft draft, Object slot) {
    accept(draft, slot, Intake.BY_SERIALIZERS);
  }

  private void accept(RecordDraft draft, Object slot, Intake.Encoding encoding) {
    try {
      intake.accept(draft, slot, encoding);
    } catch (ProducerException failure) {
      completions.postFailure(slot, failure);
    } catch (Throwable thrown) { // no memory, a broken class path: the record still gets an outcome
      completions.postFailure(slot, notTakenIn(draft.topic(), thrown));
    }
  }

  private InvalidRecordException notTakenIn(String topic, Throwable cause) {
    return new InvalidRecordException(
        "Channel '%s': a record for topic '%s' could not be taken in: %s"
            .formatted(channel, topic, cause),
        cause);
  }

  @Override
  public int estimatedRoom() {
    if (!accumulator.admits()) {
      return 0;
    }
    long records = accumulator.budget().freeBytes() / intake.sizes().averageBytes();
    return (int) Math.min(Integer.MAX_VALUE, records);
  }

  @Override
  public Vitals vitals() {
    return vitals;
  }

  @Override
  public CompletionStage<CloseReport> close(Duration timeout) {
    return closing.begin(timeout);
  }

  private void want(String topic) {
    loop.execute(
        () -> {
          parked.add(routes.route(topic));
          sender.prepare();
        });
  }

  // ---- event loop

  private final class AccumulatorEvents implements Accumulator.Listener {

    @Override
    public void touched(Lane lane) {
      sender.touched(lane);
    }

    @Override
    public void done(Batch batch) {
      completions.post(batch);
      if (closing.hasBegun()) {
        loop.execute(closing::check);
      }
    }

    @Override
    public void partitionBlocks(String topic, int partition) {
      Guard.call("an observer", () -> events.partitionBlocks(topic, partition));
    }

    @Override
    public void memoryIsShort() {
      sender.memoryIsShort();
    }

    @Override
    public void roomAvailable() {
      completions.postRoom();
    }
  }

  private final class MetadataEvents implements MetadataListener {

    @Override
    public void changed(ClusterSnapshot snapshot) {
      sender.metadataChanged();
      Layouts layouts = watchesCluster ? Layouts.within(snapshot) : Layouts.plain();
      for (Route route : routes.all()) {
        open(route, snapshot.topic(route.topic().name()), layouts);
      }
    }

    @Override
    public void topicMissing(String topic) {
      parked.missing(routes.route(topic));
    }

    @Override
    public void topicFailed(String topic, ErrorCode error, String text) {
      String reason =
          "Channel '%s': records were not sent: %s%s".formatted(channel, text, remedy(error));
      Function<Persistence, ProducerException> failure =
          known -> new BrokerException(reason, known, error.code(), error.name());
      parked.fail(routes.route(topic), failure.apply(Persistence.NOT_PERSISTED));
      sender.topicFailed(topic, failure);
      closing.check();
    }
  }

  private static String remedy(ErrorCode error) {
    return switch (error) {
      case TOPIC_AUTHORIZATION_FAILED ->
          "; allow the principal to DESCRIBE and WRITE the topic, or to CREATE it if it is missing";
      case INVALID_TOPIC_EXCEPTION -> "; name another topic";
      default -> "";
    };
  }

  /** Takes a topic's partitions over where they have changed. */
  private void open(Route route, @Nullable TopicSnapshot topic, Layouts layouts) {
    if (topic == null || topic.partitionCount() == 0) {
      return;
    }
    if (!route.isNews(topic) && !layouts.showCluster()) {
      return;
    }
    opening.incrementAndGet();
    completions.postTask(
        () -> {
          try {
            route.open(layouts.of(topic), (record, lanes) -> unpark(route, record, lanes));
          } finally {
            loop.execute(() -> opened(route));
          }
        });
  }

  private void unpark(Route route, ParkedRecord record, Lane[] lanes) {
    try {
      intake.unpark(route, record, lanes);
    } catch (ProducerException failure) {
      completions.postFailure(record.slot(), failure);
    } catch (Throwable thrown) { // as in accept: no record without an outcome
      completions.postFailure(record.slot(), notTakenIn(route.topic().name(), thrown));
    }
  }

  private void opened(Route route) {
    opening.decrementAndGet();
    parked.remove(route);
    closing.check();
  }

  // ---- close

  private final class ClosingStage implements Closing.Stage {

    private final Assembly assembly;

    ClosingStage(Assembly assembly) {
      this.assembly = assembly;
    }

    @Override
    public void stopIntake() {
      accumulator.close();
    }

    @Override
    public boolean isDrained() {
      return opening.get() == 0 && accumulator.isEmpty();
    }

    @Override
    public void abandon() {
      parked.failAll(this::tooLate);
      sender.abandon();
    }

    private ProducerException tooLate(String topic) {
      return new ProducerClosedException(
          "Channel '%s' closed before the partitions of topic '%s' were known: %s"
              .formatted(channel, topic, metadata.obstacle(topic)),
          Persistence.NOT_PERSISTED);
    }

    @Override
    public void takeDown(CompletableFuture<CloseReport> report) {
      sender.stop();
      parked.stop();
      metadata.close();
      connections.close();
      completions.postTask(
          () -> {
            assembly.closeUserClasses();
            report.complete(completions.report());
          });
      assembly.release();
    }
  }
}
