package io.weir.kafka.connector;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.config.ChannelAttributes.Acknowledgement;
import io.weir.kafka.config.ChannelAttributes.Failures;
import io.weir.kafka.config.ObservationSettings.Search;
import io.weir.kafka.mapping.MessageMapper;
import io.weir.kafka.observe.MessageTracer;
import io.weir.kafka.producer.Pipeline;
import io.weir.kafka.producer.Vitals;
import io.weir.kafka.spi.Bridges;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The end of one outgoing channel: takes its messages, offers them to the pipeline, and acks or
 * nacks each exactly once.
 *
 * <p>{@link #onNext} runs on the upstream's thread, never blocks, never throws and gives no message
 * its signal. Every outcome, ack, nack and request runs on the completion task, but for the first
 * request, which {@link #onSubscribe} makes.
 *
 * <pre>
 *   OPEN --onComplete, onError--> ENDED --last outcome--> CLOSING --last outcome--> closed
 *     \-----------------------------close()-------------->/
 * </pre>
 *
 * <p>When the upstream ends, what it sent keeps its full delivery timeout. Only {@link #close}
 * limits the time: by its end the messages that wait for room have been offered, and the pipeline
 * has failed what it could not deliver.
 */
final class ChannelSubscriber implements Subscriber<Message<?>>, ChannelOutcomes {

  private static final System.Logger LOG = System.getLogger(ChannelSubscriber.class.getName());

  /** Requests at once; an upstream that answers on the spot lets outcomes pass in between. */
  private static final int SLICE = 1024;

  private final Settings settings;
  private final CompletionExecutor completions;
  private final Timers timers;
  private final Settlement settlement;
  private final Demand demand;
  private final MessageTracer tracer;
  private final Pipeline pipeline;
  private final OrderedOffers<Message<?>> offers;

  private final CompletableFuture<Settlement.Report> closed = new CompletableFuture<>();

  /** Written once by the upstream's thread. */
  private volatile @Nullable Subscription subscription;

  /** Set when {@link #onSubscribe} has made the first request. */
  private volatile boolean flowing;

  /** Set when the upstream has ended or is no longer wanted: nothing is requested any more. */
  private volatile boolean ended;

  private final AtomicBoolean refillScheduled = new AtomicBoolean();

  /** Completion task only, as is what follows. */
  private long unrequested;

  private boolean closing;
  private long closeBy;
  private Timers.@Nullable Timer patience;
  private boolean pipelineClosed;

  /**
   * What one channel is configured with.
   *
   * @param acknowledgement when a message is acked
   * @param failures what becomes of messages whose records have failed
   * @param search when a broker is first looked for: with an upstream, as then all channels of the
   *     application are known to be good, or with a message
   */
  record Settings(
      String channel,
      Acknowledgement acknowledgement,
      Limits limits,
      Failures failures,
      Search search) {}

  /**
   * The bounds of one channel.
   *
   * @param maxInflight messages without an outcome at the most; 0: bytes decide alone
   * @param closeTimeout how long a channel that ends by itself may take to close its connections
   */
  record Limits(int maxInflight, Duration closeTimeout) {}

  /**
   * What one channel stands on.
   *
   * @param completions the completion task of this channel; also the pipeline's
   * @param messages what it does with each message
   */
  record Parts(CompletionExecutor completions, Timers timers, Messages messages) {

    /** Without a bridge to another client, and without contexts; untraced. */
    Parts(CompletionExecutor completions, Timers timers, MessageMapper mapper) {
      this(
          completions,
          timers,
          new Messages(
              mapper, new Receipts(Bridges.NONE), CallerContexts.NONE, MessageTracer.NONE));
    }
  }

  /**
   * What a channel does with each message.
   *
   * @param mapper of this channel alone
   * @param receipts tell a message where its record is
   * @param callers where messages want to hear of their records
   * @param tracer follows the messages
   */
  record Messages(
      MessageMapper mapper, Receipts receipts, CallerContexts callers, MessageTracer tracer) {}

  /**
   * @param opener makes the pipeline that tells its outcomes here
   */
  ChannelSubscriber(Settings settings, Parts parts, Function<ChannelOutcomes, Pipeline> opener) {
    this.settings = settings;
    this.completions = parts.completions;
    this.timers = parts.timers;
    this.settlement = new Settlement(settings.channel(), settings.failures(), parts);
    this.demand = new Demand(settings.limits().maxInflight());
    this.tracer = parts.messages.tracer;
    this.pipeline = opener.apply(this);
    this.offers =
        new OrderedOffers<>(
            new MessageOffer(
                settings.acknowledgement(), parts.messages.mapper, pipeline, new Offered()));
  }

  @Override
  public void onSubscribe(Subscription upstream) {
    Objects.requireNonNull(upstream, "upstream");
    if (subscription != null || ended) {
      upstream.cancel();
      return;
    }
    subscription = upstream;
    if (settings.search() == Search.AT_ONCE) {
      pipeline.vitals().lookForBroker();
    }
    long first = demand.next(Math.min(pipeline.estimatedRoom(), SLICE));
    upstream.request(first);
    flowing = true;
    scheduleRefill();
  }

  @Override
  public void onNext(Message<?> message) {
    Objects.requireNonNull(message, "message");
    boolean refillDue = demand.received();
    offers.add(TracedMessage.of(message, tracer));
    if (refillDue) {
      scheduleRefill();
    }
  }

  @Override
  public void onError(Throwable failure) {
    Objects.requireNonNull(failure, "failure");
    LOG.log(
        WARNING,
        "WEIR00104 Channel '%s': its upstream has failed; what it sent so far is still delivered"
            .formatted(settings.channel()),
        failure);
    end();
  }

  @Override
  public void onComplete() {
    end();
  }

  private void end() {
    ended = true;
    completions.execute(this::closeWhenSettled);
  }

  private final class Offered implements MessageOffer.Channel {

    @Override
    public void refused(Message<?> message, Throwable reason) {
      completions.execute(
          () -> {
            failed(message, reason instanceof ProducerException known ? known : invalid(reason));
            settled();
          });
    }

    @Override
    public void accepted(EarlyAck slot) {
      completions.execute(() -> settlement.accepted(slot));
    }
  }

  private ProducerException invalid(Throwable reason) {
    return new InvalidRecordException(
        "Channel '%s' cannot make a record of the message: %s"
            .formatted(settings.channel(), reason),
        reason);
  }

  @Override
  public void delivered(Object slot, String topic, int partition, long offset, long timestampMs) {
    demand.settled();
    TracedMessage traced = TracedMessage.in(slot);
    if (traced != null) {
      traced.tell(trace -> trace.delivered(topic, partition, offset));
    }
    settlement.delivered(slot, topic, partition, offset, timestampMs);
  }

  @Override
  public void failed(Object slot, ProducerException failure) {
    demand.settled();
    endTrace(slot, failure);
    settlement.failed(slot, failure);
  }

  @Override
  public void deadLettered(Object slot, ProducerException failure) {
    demand.settled();
    endTrace(slot, failure);
    settlement.excuse(slot, failure);
  }

  private static void endTrace(Object slot, ProducerException failure) {
    TracedMessage traced = TracedMessage.in(slot);
    if (traced != null) {
      traced.tell(trace -> trace.failed(failure));
    }
  }

  @Override
  public void roomAvailable() {
    offers.retry();
    settled();
  }

  @Override
  public void settled() {
    refill();
    closeWhenSettled();
  }

  private void scheduleRefill() {
    if (refillScheduled.compareAndSet(false, true)) {
      completions.execute(this::scheduledRefill);
    }
  }

  private void scheduledRefill() {
    refillScheduled.set(false);
    refill();
  }

  /** Requests what there is room for; completion task only. */
  private void refill() {
    Subscription upstream = subscription;
    if (upstream == null || !flowing) {
      return;
    }
    if (!ended && offers.isEmpty()) {
      unrequested += demand.next(pipeline.estimatedRoom());
    }
    while (unrequested > 0 && !ended && offers.isEmpty()) {
      if (answersOnTheSpot(upstream)) {
        scheduleRefill();
        return;
      }
    }
  }

  private boolean answersOnTheSpot(Subscription upstream) {
    long slice = Math.min(unrequested, SLICE);
    long before = demand.inFlight();
    unrequested -= slice;
    upstream.request(slice);
    return demand.inFlight() - before >= slice;
  }

  /** Completion task only. */
  private void closeWhenSettled() {
    if (patience != null && offers.isEmpty()) {
      closePipelineNow();
    }
    if (demand.inFlight() != 0) {
      return;
    }
    if (ended && !closing) {
      closing = true;
      closePipeline(settings.limits().closeTimeout());
    }
    if (pipelineClosed && settlement.areAllGiven(this::closeWhenSettled)) {
      report();
    }
  }

  /**
   * Requests no more messages, delivers those that come, and nacks what is left when the time is
   * over. Any thread; the first call's timeout counts.
   *
   * <p>The upstream is cancelled last: it may still be handing over what was requested, and would
   * drop that without a signal.
   *
   * @return completed on the completion task after the last signal; never exceptionally
   */
  CompletionStage<Settlement.Report> close(Duration timeout) {
    ended = true;
    completions.execute(() -> beginClose(timeout));
    return closed.minimalCompletionStage();
  }

  private void beginClose(Duration timeout) {
    if (closing) {
      return;
    }
    closing = true;
    if (offers.isEmpty()) {
      closePipeline(timeout);
    } else {
      closeBy = timers.nanoTime() + timeout.toNanos();
      patience =
          timers.schedule(() -> completions.execute(this::closePipelineNow), timeout.toNanos());
    }
  }

  /** Nothing waits for room any more, or the time for that is over. */
  private void closePipelineNow() {
    if (patience != null) {
      patience.cancel();
      patience = null;
      closePipeline(Duration.ofNanos(closeBy - timers.nanoTime()));
    }
  }

  /** Whatever waits or still comes is offered to the closed pipeline, which fails it. */
  private void closePipeline(Duration timeout) {
    Duration rest = timeout.isNegative() ? Duration.ZERO : timeout;
    pipeline.close(rest).thenRunAsync(this::pipelineClosed, completions);
    offers.retry();
  }

  private void pipelineClosed() {
    pipelineClosed = true;
    closeWhenSettled();
  }

  private void report() {
    if (closed.isDone()) {
      return;
    }
    Subscription upstream = subscription;
    if (upstream != null) {
      upstream.cancel();
    }
    Settlement.Report report = settlement.report();
    LOG.log(
        upstream == null ? DEBUG : INFO, // without an upstream there was nothing to tell of
        "WEIR00105 Channel '%s' is closed: %s".formatted(settings.channel(), report.text()));
    closed.complete(report);
  }

  Settings settings() {
    return settings;
  }

  /** What can be read of its pipeline at any time. */
  Vitals vitals() {
    return pipeline.vitals();
  }

  /** Whether the caller is a callback of this channel, which must not wait for its end. */
  boolean isTelling() {
    return completions.isRunningHere();
  }

  /** Completed as {@link #close} says, also when the channel closes by itself. */
  CompletionStage<Settlement.Report> whenClosed() {
    return closed.minimalCompletionStage();
  }
}
