package io.weir.kafka.observe;

import io.weir.kafka.config.ObservationSettings;
import io.weir.kafka.config.ObservationSettings.Check;
import io.weir.kafka.config.ObservationSettings.Search;
import io.weir.kafka.event.Parting;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.producer.Vitals;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The health of one channel.
 *
 * <p>Startup is UP once a broker has been reached (at once, with {@code lazy-client}), and stays
 * so. Readiness is UP while a broker can be reached or none is needed, however many sockets that
 * takes, and heals by itself, as the pipeline goes on looking. Liveness is DOWN only while
 * something is broken that does not pass by itself: the cluster refuses the producer, or the event
 * loop stands still; it is UP again when that is mended.
 *
 * <p>Any thread looks, and never waits; events come on the event loop. What a look sets off, such
 * as a question for the topic, happens once however many look.
 */
public final class ChannelHealth implements ProducerEvents {

  private static final long TRY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String channel;
  private final ObservationSettings settings;
  private final LongSupplier nanoTime;
  private final BrokerReach reach;
  private final TopicWatch topic;
  private final Pulse pulse;

  /** When the refused producer was last tried again. */
  private final AtomicLong triedAgainNanos;

  /** Why the cluster lets the producer write nothing; empty if it does. Event loop writes. */
  private volatile String refusal = "";

  /** Whether a broker was ever reached. Event loop writes; never unset. */
  private volatile boolean reached;

  /** Whether a look has found the channel started; never unset. */
  private volatile boolean started;

  private volatile Vitals vitals = Vitals.NONE;

  /**
   * @param topicName where the channel's messages go that name no topic
   */
  public ChannelHealth(
      String channel, String topicName, ObservationSettings settings, LongSupplier nanoTime) {
    this.channel = channel;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.reach =
        settings.search() == Search.AT_ONCE ? BrokerReach.sought() : BrokerReach.unneeded();
    this.topic = new TopicWatch(topicName, settings.topic().timeout().toNanos(), nanoTime);
    this.pulse = new Pulse(nanoTime);
    this.triedAgainNanos = new AtomicLong(nanoTime.getAsLong() - TRY_AGAIN_NANOS);
  }

  /** The pipeline is there, and can be asked. */
  public void attach(Vitals pipeline) {
    vitals = pipeline;
  }

  /** Empty if the channel takes no part in this check. */
  public Optional<Finding> look(Check check) {
    if (!settings.checks().contains(check)) {
      return Optional.empty();
    }
    String problem =
        switch (check) {
          case STARTUP -> startup();
          case READINESS -> first(reach.problem(), topic(Check.READINESS));
          case LIVENESS -> liveness();
        };
    return Optional.of(new Finding(channel, problem));
  }

  private String startup() {
    if (started) {
      return "";
    }
    String problem = first(reached ? "" : reach.problem(), topic(Check.STARTUP));
    started = problem.isEmpty();
    return problem;
  }

  private String topic(Check check) {
    return settings.topic().checks().contains(check) ? topic.problem(vitals) : "";
  }

  private String liveness() {
    String refused = refusal;
    if (refused.isEmpty()) {
      return pulse.problem(vitals);
    }
    long now = nanoTime.getAsLong();
    long last = triedAgainNanos.get();
    if (now - last >= TRY_AGAIN_NANOS && triedAgainNanos.compareAndSet(last, now)) {
      vitals.tryAgain();
    }
    return "the cluster lets this producer write nothing: " + refused;
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  // ---- event loop

  @Override
  public boolean wantsTraffic() {
    return false;
  }

  @Override
  public void connected(int brokerId) {
    reach.connected(brokerId);
    if (!reached && !settings.topic().checks().isEmpty()) {
      topic.problem(vitals); // so that the first look finds an answer
    }
    reached = true;
  }

  @Override
  public void disconnected(int brokerId, Parting parting, String reason) {
    reach.parted(brokerId, parting, reason);
  }

  @Override
  public void producerRefused(String reason) {
    refusal = reason;
  }

  @Override
  public void producerAccepted() {
    refusal = "";
  }
}
