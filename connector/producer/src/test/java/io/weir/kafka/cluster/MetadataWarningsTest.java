package io.weir.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.ScriptedPeer.Welcome;
import io.weir.kafka.network.WarningLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the log says while something is waited for: not at once, and only once in a while. */
final class MetadataWarningsTest {

  @RegisterExtension final WarningLog log = new WarningLog("io.weir.kafka.cluster");

  private final List<String> warnings = log.warnings;
  private final MetadataFixture fixture = new MetadataFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anUnreachableBootstrapIsMentionedOnceInAWhile() {
    fixture.peer.welcome(Welcome.REFUSE);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofSeconds(9));
    assertThat(warnings).isEmpty();
    fixture.loop.advance(Duration.ofSeconds(121));
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .startsWith("WEIR00401 nothing is known of the cluster for 1")
        .containsPattern("bootstrap server \\(10\\.0\\.0\\.[12]:9092\\) could not be connected to")
        .endsWith("Connection refused");
  }

  @Test
  void aMissingTopicIsMentionedOnceInAWhile() {
    fixture.request("missing");
    fixture.loop.advance(Duration.ofSeconds(9));
    assertThat(warnings).isEmpty();
    fixture.loop.advance(Duration.ofSeconds(121));
    assertThat(warnings)
        .hasSize(2)
        .allMatch(each -> each.startsWith("WEIR00402 waiting for topic 'missing'"))
        .allMatch(each -> each.contains("UNKNOWN_TOPIC_OR_PARTITION"));
  }

  @Test
  void anotherClusterIsMentioned() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.clusterId = "two";
    fixture.loop.advance(Duration.ofMinutes(5));
    assertThat(warnings)
        .containsExactly(
            "WEIR00403 the brokers are now those of cluster two, they were those of one;"
                + " check bootstrap.servers");
  }

  @Test
  void aHealthyClusterIsNotWorthAWord() {
    fixture.topic("orders", 0, 1);
    fixture.request("orders");
    fixture.loop.advance(Duration.ofHours(1));
    assertThat(warnings).isEmpty();
  }
}
