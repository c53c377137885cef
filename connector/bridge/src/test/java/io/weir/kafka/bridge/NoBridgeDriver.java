package io.weir.kafka.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.mapping.MessageMapper;
import io.weir.kafka.producer.Producer;
import io.weir.kafka.producer.RecordDraft;
import io.weir.kafka.spi.Bridges;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Sends a record, and maps a message, with nothing of kafka-clients; answers with what arrived. */
final class NoBridgeDriver implements Callable<String> {

  @Override
  public String call() {
    map();
    try (TestCluster cluster = TestCluster.builder().brokers(1).inMemory().start()) {
      try (Producer producer =
          Producer.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
        producer.send(OutgoingRecord.of("t", "hello")).await().atMost(Duration.ofSeconds(60));
      }
      return String.valueOf(cluster.records("t").get(0).valueText());
    }
  }

  private static void map() {
    Problems problems = new Problems("orders");
    ChannelSettings settings = ChannelSettings.read(SettingsSource.of(Map.of()), problems);
    RecordDraft draft = new RecordDraft();
    MessageMapper.of(settings, BeanLookup.NONE, Bridges.find())
        .fill(
            draft,
            Message.of(
                "v",
                List.of(
                    "not metadata",
                    OutgoingRecordMetadata.<String>builder().withKey("k").build())));
    assertThat(draft.key()).isEqualTo("k");
  }
}
