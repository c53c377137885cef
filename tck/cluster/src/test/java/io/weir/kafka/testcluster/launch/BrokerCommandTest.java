package io.weir.kafka.testcluster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What ends before a cluster runs; a cluster that runs is stopped by signals. */
class BrokerCommandTest {

  private final StringWriter errors = new StringWriter();

  @Test
  void a_port_in_use_is_one_line_and_status_1() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int status = execute("--port", Integer.toString(taken.getLocalPort()));

      assertThat(status).isEqualTo(1);
      assertThat(errors.toString().lines())
          .singleElement()
          .asString()
          .startsWith(
              "weir-kafka-cluster: Broker 1 cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void a_control_port_in_use_is_one_line_and_status_1_too() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(execute("--port", "0", "--control-port", port)).isEqualTo(1);
      assertThat(errors.toString().lines())
          .singleElement()
          .asString()
          .startsWith("weir-kafka-cluster: Cannot listen for control on 127.0.0.1:" + port);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--topic, orders:, is not <name>:<partitions>",
    "--topic, orders:0, is not <name>:<partitions>",
    "--topic, orders:x, is not <name>:<partitions>",
    "--topic, orders:6:0, is not <name>:<partitions>[:<replicationFactor>]",
    "--topic, orders:6:3:1, is not <name>:<partitions>[:<replicationFactor>]",
    "--topic, :6, is not <name>:<partitions>",
    "--setting, min.insync.replica=2, did you mean min.insync.replicas?",
    "--setting, min.insync.replicas=0, min.insync.replicas",
    "--setting, min.insync.replicas, should be in KEY=VALUE format",
    "--listener, 127.0.0.1:9092, is not <NAME>://<host>:<port>",
    "--listener, INTERNAL://127.0.0.1:70000, not within 0..65535",
    "--control-port, many, 'many' is not an int",
    "--brokers, three, 'three' is not an int",
    "--storage, tape, [memory, disk]"
  })
  void a_bad_option_is_status_2(String option, String value, String message) {
    assertThat(execute(option, value)).isEqualTo(2);
    assertThat(errors.toString()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "--brokers, 0, not within 1..100",
    "--port, 70000, not within 0..65535",
    "--partitions, 0, for configuration num.partitions"
  })
  void a_value_out_of_range_is_status_1(String option, String value, String message) {
    assertThat(execute(option, value)).isEqualTo(1);
    assertThat(errors.toString()).contains(message);
  }

  @Test
  void a_folder_needs_disk() {
    assertThat(execute("--storage", "memory", "--dir", "x")).isEqualTo(1);
    assertThat(errors.toString()).contains("--dir needs --storage disk");
  }

  private int execute(String... args) {
    return new CommandLine(new BrokerCommand()).setErr(new PrintWriter(errors, true)).execute(args);
  }
}
