package io.weir.kafka.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That the machinery runs, with loads far too small to measure anything. */
@Timeout(180)
class ClusterCommandTest {
  private final StringWriter printed = new StringWriter();

  @TempDir private Path folder;

  @Test
  void each_cluster_starts_and_takes_both_loads() {
    PrintWriter writer = new PrintWriter(printed);
    CommandLine commandLine = Benchmarks.commandLine().setOut(writer).setErr(writer);

    int status =
        commandLine.execute(
            "cluster",
            "--rounds=1",
            "--records=2000",
            "--warm-up=500",
            "--subjects=EMBEDDED,ACK_ONLY,DISK,KAFKA",
            "--output=" + folder);

    assertThat(status).as(printed.toString()).isZero();
    assertThat(folder.resolve("cluster.md"))
        .content()
        .contains("| embedded, memory | embedded, ack only | embedded, disk | Kafka 4.3.1")
        .contains("| live heap MB | ")
        .contains("| KafkaProducer records/s | ");
    assertThat(ProcessHandle.current().children()).isEmpty();
  }
}
