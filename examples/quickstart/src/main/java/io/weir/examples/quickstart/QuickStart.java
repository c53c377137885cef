package io.weir.examples.quickstart;

import io.weir.kafka.api.Record;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * Sends order events to Kafka in every way that there is, and shows what becomes of them.
 *
 * <p>{@code -Dbootstrap.servers=HOST:PORT} sends to a Kafka of yours instead of the embedded
 * cluster, {@code -Dinput=FILE} sends other lines ({@code -}: standard input). Exit code 0: all
 * records were acknowledged.
 */
public final class QuickStart {

  private static final int BROKERS = 3;
  private static final int PARTITIONS = 6;
  private static final long REDRAW_MS = 50;
  private static final long PLAIN_LINE_MS = 2000;
  private static final long SILENCE_NANOS = 3_000_000_000L;

  private final Screen screen = new Screen();
  private long acked;
  private long failed;

  public static void main(String[] args) throws Exception {
    quietLog();
    System.exit(new QuickStart().run());
  }

  private static void quietLog() throws IOException {
    try (InputStream settings = QuickStart.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    }
  }

  private int run() throws InterruptedException, ExecutionException {
    screen.title("Weir quick start");
    Optional<String> complaint = Input.complaint(System.getProperty("input", ""));
    if (complaint.isPresent()) {
      screen.failure(complaint.get());
      return 1;
    }
    try (TestCluster embedded = clusterUnlessGiven()) {
      String bootstrap =
          embedded == null ? System.getProperty("bootstrap.servers") : embedded.bootstrapServers();
      screen.fact("kafka", (embedded == null ? "" : "embedded cluster at ") + bootstrap);
      System.setProperty("kafka.bootstrap.servers", bootstrap);
      return runApplication();
    }
  }

  private static @Nullable TestCluster clusterUnlessGiven() {
    if (!System.getProperty("bootstrap.servers", "").isBlank()) {
      return null;
    }
    return TestCluster.builder().brokers(BROKERS).topic("orders", PARTITIONS).inMemory().start();
  }

  private int runApplication() throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    try (SeContainer application = SeContainerInitializer.newInstance().initialize()) {
      Input input = application.select(Input.class).get();
      screen.fact("input", input.name());
      stream(application.select(OrderStream.class).get());
      if (failed == 0) {
        emit(application.select(OrderSender.class).get(), input);
        threeWays(application.select(OrderDesk.class).get());
      }
    }
    return conclude(System.nanoTime() - start);
  }

  private void stream(OrderStream stream) throws InterruptedException {
    screen.step(1, "An @Outgoing method streams the lines");
    follow(stream.tally());
  }

  private void emit(OrderSender sender, Input input) throws InterruptedException {
    screen.step(2, "An injected Emitter sends them again");
    Thread thread = new Thread(() -> sender.sendAll(input.lines()), "sender");
    thread.start();
    follow(sender.tally());
    thread.join();
  }

  private void follow(Tally tally) throws InterruptedException {
    long pause = screen.redraws() ? REDRAW_MS : PLAIN_LINE_MS;
    long start = System.nanoTime();
    while (!tally.awaitEnd(pause)) {
      boolean silent = tally.acked() == 0 && System.nanoTime() - start > SILENCE_NANOS;
      screen.progress(tally.acked(), tally.sent(), silent ? ", Kafka does not answer yet" : "");
    }
    screen.progress(tally.acked(), tally.sent(), "");
    screen.endProgress();
    add(tally.result());
  }

  private void add(Tally.Result result) {
    if (result.acked() > 0) {
      screen.result(result);
    }
    acked += result.acked();
    failed += result.failed();
    if (result.failure() != null) {
      screen.failure("the last failure: " + result.failure().getMessage());
    }
  }

  private void threeWays(OrderDesk desk) throws InterruptedException, ExecutionException {
    screen.step(3, "Three ways to send one order");
    long start = System.nanoTime();
    desk.sendAndForget(order("forget"));
    screen.way("send and forget", "returned after " + since(start));

    start = System.nanoTime();
    desk.sendAndAwait(order("await"));
    screen.way("send and await", "acknowledged after " + since(start));

    start = System.nanoTime();
    CompletableFuture<String> calledBack = desk.sendWithCallback(order("callback"));
    String returned = since(start);
    String thread = calledBack.get();
    screen.way(
        "callback on the Uni",
        "returned after %s, called back after %s on %s".formatted(returned, since(start), thread));
    acked += 2; // what was forgotten does not count
  }

  private static Record<String, String> order(String way) {
    return Record.of("o-by-hand", "{\"order\": \"o-by-hand\", \"event\": \"" + way + "\"}");
  }

  private static String since(long start) {
    return Screen.millis(System.nanoTime() - start);
  }

  private int conclude(long nanos) {
    String total = "%,d acknowledged, %,d failed, in %.1f s".formatted(acked, failed, nanos / 1e9);
    if (failed > 0) {
      screen.failure(total);
      return 1;
    }
    screen.success(total);
    return 0;
  }
}
