package io.weir.examples.quarkus;

import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts the packaged application on an embedded cluster, sends it some requests and shows what
 * arrives in Kafka. At a terminal it then goes on until Enter is pressed.
 */
public final class Demo {

  private static final String READY = "Listening on: ";
  private static final int ROUNDS = 5;
  private static final long ROUND_MS = 500;
  private static final long STOP_SECONDS = 20;

  private static final PrintStream OUT = System.out;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Integer> shown = new HashMap<>();
  private final TestCluster cluster;

  private Demo(TestCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * @param args the packaged application's {@code quarkus-run.jar}
   */
  public static void main(String[] args) throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(3).inMemory().start()) {
      OUT.println("embedded cluster  " + cluster.bootstrapServers());
      new Demo(cluster).run(Path.of(args[0]));
    }
  }

  private void run(Path jar) throws IOException, InterruptedException {
    Process application = start(jar);
    Runtime.getRuntime().addShutdownHook(new Thread(application::destroy));
    try {
      BufferedReader log = application.inputReader();
      String url = awaitReady(log);
      drainInBackground(log);
      sendSamples(url);
      follow(url);
    } finally {
      application.destroy();
      application.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    }
  }

  private Process start(Path jar) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dkafka.bootstrap.servers=" + cluster.bootstrapServers(),
            "-Dquarkus.http.host=localhost",
            "-Dquarkus.http.port=" + System.getProperty("quarkus.http.port", "8080"),
            "-jar",
            jar.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static String awaitReady(BufferedReader log) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      OUT.println(line);
      int ready = line.indexOf(READY);
      if (ready >= 0) {
        return line.substring(ready + READY.length()).strip();
      }
    }
    throw new IllegalStateException("The application has ended; its last lines say why");
  }

  private static void drainInBackground(BufferedReader log) {
    Thread reader = new Thread(() -> copy(log), "application log");
    reader.setDaemon(true);
    reader.start();
  }

  private static void copy(BufferedReader log) {
    try {
      log.lines().forEach(OUT::println);
    } catch (UncheckedIOException closed) {
      OUT.println("the application is stopped");
    }
  }

  private void sendSamples(String url) throws IOException, InterruptedException {
    json(url + "/orders", "{\"id\":\"o-1\",\"customer\":\"ada\",\"item\":\"tea\",\"quantity\":2}");
    json(url + "/orders", "{\"id\":\"o-2\",\"customer\":\"bob\",\"item\":\"tea\",\"quantity\":1}");
    request(url + "/orders/o-1/events/shipped", "text/plain", "POST", "left the house");
    request(url + "/orders/o-2", "text/plain", "DELETE", "");
  }

  private void json(String url, String body) throws IOException, InterruptedException {
    request(url, "application/json", "POST", body);
  }

  private void request(String url, String type, String method, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build();
    int status = client.send(request, BodyHandlers.ofString()).statusCode();
    OUT.printf("%-6s %s  ->  %d%n", method, request.uri().getPath(), status);
  }

  /** Shows what arrives: for a short while, at a terminal until Enter is pressed. */
  private void follow(String url) throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    if (System.console() == null) {
      end.countDown();
    } else {
      OUT.printf("%s is yours now; Enter ends it%n", url);
      awaitEnter(end);
    }
    for (int round = 0; round < ROUNDS || end.getCount() > 0; round++) {
      showNew();
      Thread.sleep(ROUND_MS);
    }
    showNew();
  }

  private static void awaitEnter(CountDownLatch end) {
    Thread keyboard =
        new Thread(
            () -> {
              try {
                int unused = System.in.read();
              } catch (IOException closed) {
                OUT.println("no more input");
              }
              end.countDown();
            },
            "keyboard");
    keyboard.setDaemon(true);
    keyboard.start();
  }

  private void showNew() {
    for (String topic : cluster.topics()) {
      List<StoredRecord> records = cluster.committedRecords().of(topic);
      records.stream().skip(shown.getOrDefault(topic, 0)).forEach(Demo::show);
      shown.put(topic, records.size());
    }
  }

  private static void show(StoredRecord stored) {
    OUT.printf(
        "  %s/%d@%d  %s  %s%n",
        stored.topic(), stored.partition(), stored.offset(), stored.keyText(), stored.valueText());
  }
}
