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
@Timeout(120)
class CompareCommandTest {
  private final StringWriter printed = new StringWriter();

  @TempDir private Path folder;

  @Test
  void eachSubjectSendsItsMessagesInEachRound() {
    int status = run("compare", "--rounds=2", "--messages=2000", "--warm-up=500");

    assertThat(status).as(printed.toString()).isZero();
    assertThat(printed.toString()).contains("round 2 of 2: KafkaProducer");
    assertThat(folder.resolve("comparison.md"))
        .content()
        .contains("| weir-kafka |", "| smallrye-kafka |", "| weir-kafka / KafkaProducer |");
    assertThat(folder.resolve("comparison.csv")).content().contains("smallrye-kafka,2,");
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void aChannelMayBeFedByAStream() {
    int status =
        run(
            "compare",
            "--entry=STREAM",
            "--subjects=WEIR",
            "--rounds=1",
            "--messages=2000",
            "--warm-up=1");

    assertThat(status).as(printed.toString()).isZero();
    assertThat(folder.resolve("comparison.csv")).content().contains("weir-kafka,1,");
  }

  @Test
  void aSubjectThatFailsShowsWhatItPrinted() {
    int status =
        run("compare", "--subjects=PRODUCER", "--messages=10", "--warm-up=1", "--codec=nonsense");

    assertThat(status).isNotZero();
    assertThat(printed.toString()).contains("KafkaProducer ended with status").contains("nonsense");
  }

  private int run(String command, String... arguments) {
    PrintWriter writer = new PrintWriter(printed);
    CommandLine commandLine = Benchmarks.commandLine().setOut(writer).setErr(writer);
    String[] all = new String[arguments.length + 2];
    all[0] = command;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[all.length - 1] = "--output=" + folder;
    return commandLine.execute(all);
  }
}
