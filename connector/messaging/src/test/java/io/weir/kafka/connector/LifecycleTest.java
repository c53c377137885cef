package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Multi;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Backpressure, several upstreams, and the end of an application. */
class LifecycleTest {

  private static final int DEADLINE_SECONDS = 60;
  private static final int BUFFER_BYTES = 64 * 1024;

  private TestCluster cluster;

  @BeforeEach
  void startCluster() {
    cluster = TestCluster.builder().topic("out", 1).inMemory().start();
  }

  @AfterEach
  void stopCluster() {
    cluster.close();
  }

  @ApplicationScoped
  static class TwoUpstreams {

    @Outgoing("out")
    Multi<String> few() {
      return Multi.createFrom().items("few-0", "few-1");
    }

    @Outgoing("out")
    Multi<String> many() {
      return Multi.createFrom().range(0, 5_000).map(number -> "many-" + number);
    }
  }

  @Test
  void theEndOfTheApplicationDeliversWhatWasSentBefore() {
    List<CompletableFuture<Void>> signals = new ArrayList<>();
    try (TestApplication application = start("linger.ms", "20000")) {
      Sender sender = application.get(Sender.class);
      for (int i = 0; i < 100; i++) {
        signals.add(sender.send("payload-" + i));
      }
    }

    assertThat(signals).allSatisfy(signal -> assertThat(signal).isCompleted());
    assertThat(cluster.records("out")).hasSize(100);
  }

  @Test
  void theEndOfTheApplicationNacksWhatCannotBeDelivered() {
    cluster.stopBroker(1);
    List<CompletableFuture<Void>> signals = new ArrayList<>();
    Sender sender;
    try (TestApplication application = start("close-timeout", "200")) {
      sender = application.instance(Sender.class);
      for (int i = 0; i < 20; i++) {
        signals.add(sender.send("payload-" + i));
      }
    }

    assertThat(signals).allSatisfy(signal -> assertThat(signal).isCompletedExceptionally());
    assertThat(sender.signals()).hasSize(20).containsOnly("nack");
  }

  @Test
  void aStalledBrokerStopsTheDemandAtTheBufferAndNothingIsLost() {
    String payload = "x".repeat(1000);
    try (TestApplication application =
        start("buffer.memory", Integer.toString(BUFFER_BYTES), "partition", "0")) {
      Sender sender = application.get(Sender.class);
      sender.send("warm up").orTimeout(DEADLINE_SECONDS, SECONDS).join();
      cluster.stopBroker(1);

      int sent = fillUntilNothingMoreIsWanted(sender, payload);

      cluster.startBroker(1);
      await().until(() -> sender.signals().size() == sent + 1);
      assertThat(sender.signals()).containsOnly("ack");
      await().until(sender::isAskedForMore);
      assertThat(cluster.records("out")).hasSize(sent + 1);
    }
  }

  /** The demand is an estimate: bounded by the window, whatever the size of the messages. */
  private static int fillUntilNothingMoreIsWanted(Sender sender, String payload) {
    int sent = sender.fill(payload, count -> count < 2 * Demand.WINDOW);
    assertThat(sent).isGreaterThan(BUFFER_BYTES / payload.length() / 2);
    assertThat(sent).isLessThan(2 * Demand.WINDOW);
    return sent;
  }

  @Test
  void severalUpstreamsMergeIntoOneChannelUntilTheLastHasEnded() {
    Settings settings = Settings.kafka(cluster.bootstrapServers()).channel("out", "merge", "true");

    try (TestApplication application = TestApplication.start(settings, TwoUpstreams.class)) {
      assertThat(application).isNotNull();
      await().until(() -> cluster.totals().records() == 5_002);
    }

    List<String> values = cluster.records("out").stream().map(StoredRecord::valueText).toList();
    assertThat(values).filteredOn(value -> value.startsWith("few")).hasSize(2);
    assertThat(values)
        .filteredOn(value -> value.startsWith("many"))
        .isEqualTo(
            Stream.iterate(0, number -> number + 1)
                .limit(5_000)
                .map(number -> "many-" + number)
                .toList());
  }

  @Test
  void noThreadOfTheConnectorOutlivesTheApplicationForLong() {
    try (TestApplication application = start()) {
      application.get(Sender.class).send("v").orTimeout(DEADLINE_SECONDS, SECONDS).join();
      assertThat(ownThreads()).isNotEmpty();
    }

    await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noConnectionIsLeftWhenTheApplicationHasEnded() throws IOException {
    int port = Integer.parseInt(cluster.bootstrapServers().replaceFirst(".*:", ""));
    try (TestApplication application = start()) {
      application.get(Sender.class).send("v").orTimeout(DEADLINE_SECONDS, SECONDS).join();
      assertThat(connectionsTo(port)).isPositive();
    }

    await().untilAsserted(() -> assertThat(connectionsTo(port)).isZero());
  }

  /** Counts what the kernel lists as established, seen from the client. */
  private static long connectionsTo(int port) throws IOException {
    String peer = "%04X".formatted(port);
    List<String> lines = new ArrayList<>();
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      lines.addAll(Files.readAllLines(Path.of(table)));
    }
    return lines.stream()
        .map(line -> line.trim().split("\\s+"))
        .filter(column -> column[2].endsWith(":" + peer) && column[3].equals("01"))
        .count();
  }

  private static List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("weir-") && !name.contains("cluster"))
        .toList();
  }

  private TestApplication start(String... pairs) {
    return TestApplication.start(
        Settings.kafka(cluster.bootstrapServers()).channel("out", pairs), Sender.class);
  }
}
