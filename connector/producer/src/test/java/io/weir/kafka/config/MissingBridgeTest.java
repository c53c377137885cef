package io.weir.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.spi.Bridge;
import io.weir.kafka.spi.Bridges;
import io.weir.kafka.spi.ChannelView;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ListSerializer;
import org.junit.jupiter.api.Test;

/** Here kafka-clients is on the class path, and the bridge is not. */
class MissingBridgeTest {

  private final Problems problems = new Problems("orders");

  @Test
  void aClassForKafkaClientsIsRefusedWithTheArtifactThatItNeeds() {
    NamedInstances instances =
        new NamedInstances(BeanLookup.NONE, new ChannelView("orders", Map.of()), problems);

    assertThat(
            instances.find(
                "value.serializer", ListSerializer.class.getName(), PayloadSerializer.class))
        .isEmpty();
    assertThat(problems.errors())
        .containsExactly(
            "value.serializer = '"
                + ListSerializer.class.getName()
                + "': classes for kafka-clients need io.weir:weir-kafka-bridge: add it to the"
                + " application");
  }

  @Test
  void aPayloadThatWouldLoseItsKeyIsRefused() {
    Bridge bridge = Bridges.find();

    assertThatThrownBy(() -> bridge.payload(new ProducerRecord<>("t", "k", "v")))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("ProducerRecord")
        .hasMessageContaining("io.weir:weir-kafka-bridge");
    assertThat(bridge.payload("any other")).isEqualTo("any other");
    assertThat(bridge.payload(null)).isNull();
  }
}
