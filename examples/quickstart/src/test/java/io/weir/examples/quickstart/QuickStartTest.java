package io.weir.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the quick start in a process of its own, as a user would. */
class QuickStartTest {

  private static final int DEADLINE_SECONDS = 120;

  @TempDir Path folder;

  @Test
  void withoutOptionsItSendsTheSampleToItsOwnCluster() throws Exception {
    Run run = run("");

    assertThat(run.output)
        .contains("embedded cluster at 127.0.0.1:")
        .contains("order-events.jsonl (bundled)")
        .contains("4,210 of 4,210 acknowledged")
        .contains("orders-0", "orders-5", "offsets 0 .. ")
        .contains("messages/s", "p99.9")
        .contains("send and forget", "send and await", "callback on the Uni")
        .contains("8,422 acknowledged, 0 failed");
    assertThat(run.status).isZero();
  }

  @Test
  void anyFileGoesToAnyKafka() throws Exception {
    Path file = folder.resolve("lines");
    Files.writeString(file, "{\"order\": \"o-1\"}\nno order here\n");
    try (TestCluster cluster = TestCluster.builder().inMemory().start()) {
      Run run = run("", "-Dinput=" + file, "-Dbootstrap.servers=" + cluster.bootstrapServers());

      assertThat(run.status).as(run.output).isZero();
      List<StoredRecord> records = cluster.records("orders");
      assertThat(records).hasSize(2 + 2 + 3);
      assertThat(records.get(0).keyText()).isEqualTo("o-1");
      assertThat(records.get(0).valueText()).isEqualTo("{\"order\": \"o-1\"}");
      assertThat(records.get(1).keyText()).isNull();
    }
  }

  @Test
  void standardInputIsAnInputToo() throws Exception {
    Run run = run("one\ntwo\nthree\n", "-Dinput=-");

    assertThat(run.output).contains("standard input", "3 of 3 acknowledged", "8 acknowledged");
    assertThat(run.status).isZero();
  }

  @Test
  void aFileThatIsNotThereEndsItWithAClearLine() throws Exception {
    Run run = run("", "-Dinput=" + folder.resolve("missing"));

    assertThat(run.output).contains("cannot read the file").contains("missing");
    assertThat(run.status).isEqualTo(1);
  }

  @Test
  void aKafkaThatDoesNotAnswerEndsItWithTheReason() throws Exception {
    Run run =
        run(
            "one\n",
            "-Dinput=-",
            "-Dbootstrap.servers=127.0.0.1:1",
            "-Dmp.messaging.connector.weir-kafka.delivery.timeout.ms=700",
            "-Dmp.messaging.connector.weir-kafka.request.timeout.ms=500");

    assertThat(run.output).contains("the last failure", "0 acknowledged, 1 failed");
    assertThat(run.status).isEqualTo(1);
  }

  private record Run(int status, String output) {}

  private Run run(String input, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(QuickStart.class.getName());
    Path in = Files.writeString(folder.resolve("in"), input);
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(out, UTF_8));
  }
}
