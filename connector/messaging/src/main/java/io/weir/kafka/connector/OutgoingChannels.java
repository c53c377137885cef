package io.weir.kafka.connector;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The open channels of an application, the emitters and senders that feed them, and their common
 * end.
 *
 * <p>Channels are added by the threads that deploy the application or inject senders, and closed by
 * the one that stops it.
 */
final class OutgoingChannels {

  private static final System.Logger LOG = System.getLogger(OutgoingChannels.class.getName());

  /** For acks and nacks of the application that are still running when the time is over. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /**
   * One channel.
   *
   * @param feeder the upstream that may have messages waiting for it, if there is one
   */
  private record Open(ChannelSubscriber channel, Supplier<@Nullable PatientUpstream> feeder) {

    Duration timeout() {
      return channel.settings().limits().closeTimeout();
    }

    boolean isTelling() {
      PatientUpstream upstream = feeder.get();
      return channel.isTelling() || (upstream != null && upstream.isTelling());
    }
  }

  private final Timers timers;
  private final List<Open> channels = new CopyOnWriteArrayList<>();

  /** By the channel that they have for themselves. */
  private final Map<String, PatientUpstream> senders = new ConcurrentHashMap<>();

  /** By the channel that they feed. */
  private final Map<String, PatientUpstream> emitters = new ConcurrentHashMap<>();

  OutgoingChannels(Timers timers) {
    this.timers = timers;
  }

  void add(ChannelSubscriber channel) {
    channels.add(new Open(channel, () -> emitters.get(channel.settings().channel())));
  }

  void addEmitter(String channel, PatientUpstream upstream) {
    emitters.put(channel, upstream);
  }

  /** The upstream of this channel's senders; makes it, and opens the channel, the first time. */
  PatientUpstream sender(
      String name, Supplier<PatientUpstream> newUpstream, Supplier<ChannelSubscriber> opener) {
    return senders.computeIfAbsent(
        name,
        channel -> {
          PatientUpstream upstream = newUpstream.get();
          ChannelSubscriber subscriber = opener.get();
          channels.add(new Open(subscriber, () -> upstream));
          upstream.attach(new ChannelLink(upstream, subscriber));
          return upstream;
        });
  }

  /** Whether the caller is a callback of this channel, which must not wait for it. */
  boolean isTelling(String channel) {
    return channels.stream()
        .filter(open -> open.channel.settings().channel().equals(channel))
        .anyMatch(Open::isTelling);
  }

  /**
   * Closes all at once, each within its own timeout, and waits for them; a second call is quick.
   * Emitters and senders take no more; what waits there is delivered first.
   *
   * <p>Called by a callback of one of the channels, such as an ack, or on an event loop of the
   * runtime, it does not wait: the channels go on closing, that one when the callback has returned.
   */
  void close() {
    boolean callback =
        !RuntimeExecutor.mayBlockCaller() || channels.stream().anyMatch(Open::isTelling);
    Duration longest =
        channels.stream().map(Open::timeout).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    CompletableFuture<Void> ends = beginClose();
    if (!callback) {
      await(ends, longest.plus(GRACE));
    }
  }

  /** As {@link #close}, without waiting; completed when all are closed. */
  CompletableFuture<Void> beginClose() {
    emitters.values().forEach(PatientUpstream::complete);
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (Open open : channels) {
      ends.add(close(open).toCompletableFuture());
    }
    channels.clear();
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
  }

  private CompletionStage<?> close(Open open) {
    PatientUpstream feeder = open.feeder.get();
    if (feeder == null) {
      return open.channel.close(open.timeout());
    }
    long start = timers.nanoTime();
    CompletableFuture<Void> drained = new CompletableFuture<>();
    Timers.Timer timer = timers.schedule(() -> drained.complete(null), open.timeout().toNanos());
    feeder
        .whenClosed()
        .thenRun(
            () -> {
              timer.cancel();
              drained.complete(null);
            });
    feeder.complete();
    return drained.thenCompose(
        nothing -> open.channel.close(open.timeout().minusNanos(timers.nanoTime() - start)));
  }

  /** Closes all without a chance to deliver; does not wait. For a deployment that has failed. */
  void abandon() {
    emitters.values().forEach(PatientUpstream::cancel);
    channels.forEach(open -> open.channel.close(Duration.ZERO));
    channels.clear();
  }

  private static void await(CompletableFuture<Void> ends, Duration timeout) {
    try {
      ends.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException stuck) {
      LOG.log(
          WARNING,
          "WEIR00106 Not every channel has closed within {0}; an ack or nack of the application may"
              + " be blocking",
          timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("A channel did not close", impossible);
    }
  }
}
