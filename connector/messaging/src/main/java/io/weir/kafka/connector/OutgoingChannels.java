package io.weir.kafka.connector;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The open channels of an application, and their common end.
 *
 * <p>Channels are added by the thread that deploys the application and closed by the one that stops
 * it.
 */
final class OutgoingChannels {

  private static final System.Logger LOG = System.getLogger(OutgoingChannels.class.getName());

  /** For acks and nacks of the application that are still running when the time is over. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final List<ChannelSubscriber> channels = new CopyOnWriteArrayList<>();

  void add(ChannelSubscriber channel) {
    channels.add(channel);
  }

  /**
   * Closes all at once, each within its own timeout, and waits for them; a second call is quick.
   */
  void close() {
    Duration longest = Duration.ZERO;
    List<CompletableFuture<?>> ends = new ArrayList<>();
    for (ChannelSubscriber channel : channels) {
      Duration timeout = channel.settings().limits().closeTimeout();
      ends.add(channel.close(timeout).toCompletableFuture());
      longest = longest.compareTo(timeout) < 0 ? timeout : longest;
    }
    await(CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)), longest.plus(GRACE));
    channels.clear();
  }

  /** Closes all without a chance to deliver; does not wait. For a deployment that has failed. */
  void abandon() {
    channels.forEach(channel -> channel.close(Duration.ZERO));
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
