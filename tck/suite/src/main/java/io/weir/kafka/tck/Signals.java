package io.weir.kafka.tck;

import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Acks, nacks and records, as an observation tells of them. Stateless. */
public final class Signals {

  /** How long a connector may take for what it should do at once, before it counts as never. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private Signals() {}

  /** Waits for the signal: {@code ack}, {@code nack}, or {@code no signal} within the time. */
  public static String await(CompletableFuture<Void> signal, Duration patience)
      throws InterruptedException {
    try {
      signal.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return "ack";
    } catch (ExecutionException nacked) {
      return "nack";
    } catch (TimeoutException silent) {
      return "no signal";
    }
  }

  /** Lets time pass in which a connector may do what it should not. */
  public static void pause(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  /**
   * Waits until so many records of the topic {@code orders} can be read by consumers.
   *
   * @return how many they are then; fewer if they do not come within the time
   */
  public static int awaitRecords(TestCluster kafka, int expected, Duration patience) {
    try {
      return kafka.committedRecords().await(Application.TOPIC, expected, patience).size();
    } catch (AssertionError tooFew) {
      return (int) kafka.committedRecords().count(Application.TOPIC);
    }
  }

  /** How many of them have had their signal. */
  public static long count(List<CompletableFuture<Void>> signals) {
    return signals.stream().filter(CompletableFuture::isDone).count();
  }
}
