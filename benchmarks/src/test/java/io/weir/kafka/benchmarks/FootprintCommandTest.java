package io.weir.kafka.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class FootprintCommandTest {
  @Test
  void showsOnlyWhatAConnectorAdds() {
    StringWriter printed = new StringWriter();

    int status = Benchmarks.commandLine().setOut(new PrintWriter(printed)).execute("footprint");

    assertThat(status).isZero();
    assertThat(printed.toString())
        .containsPattern("weir-kafka adds \\d+ jars, \\d+\\.\\d MB")
        .contains("weir-kafka-producer")
        .containsPattern("smallrye-kafka adds \\d+ jars, \\d+\\.\\d MB")
        .contains("smallrye-reactive-messaging-kafka-4.36.0.jar")
        .contains("kafka-clients")
        .doesNotContain("mutiny-", "smallrye-common-annotation");
  }
}
