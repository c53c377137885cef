package io.weir.kafka.bridge;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.weir.kafka.testcluster.TestCluster;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Apicurio's Avro serializer, configured on the channel as its users do, with a registry by HTTP.
 */
@NullUnmarked // fields that JUnit has set
class SchemaRegistryTest {

  private static final int DEADLINE_SECONDS = 60;
  private static final Schema SCHEMA =
      SchemaBuilder.record("Order").fields().requiredString("id").requiredInt("count").endRecord();

  private RegistryStub registry;
  private TestCluster cluster;

  @BeforeEach
  void start() throws Exception {
    registry = RegistryStub.start();
    cluster = TestCluster.builder().brokers(1).inMemory().start();
  }

  @AfterEach
  void stop() {
    cluster.close();
    registry.close();
  }

  @Test
  void theSchemaIsRegisteredOnceAndItsIdGoesBeforeTheValue() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = sendTwo();

    assertThat(registry.requests())
        .containsExactly("POST /apis/registry/v3/groups/default/artifacts");
    ByteBuffer value = ByteBuffer.wrap(records.get(1).value());
    assertThat(value.get()).isZero();
    assertThat(value.getInt()).isEqualTo(RegistryStub.CONTENT_ID);
    assertThat(decoded(Arrays.copyOfRange(value.array(), value.position(), value.limit())))
        .isEqualTo(order("o-2", 2));
  }

  @Test
  void theIdMayTravelInAHeader() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records =
        sendTwo("apicurio.registry.headers.enabled", "true");

    ConsumerRecord<byte[], byte[]> first = records.get(0);
    assertThat(first.headers().lastHeader("apicurio.value.contentId").value())
        .isEqualTo(ByteBuffer.allocate(Long.BYTES).putLong(RegistryStub.CONTENT_ID).array());
    assertThat(decoded(first.value())).isEqualTo(order("o-1", 1));
  }

  private List<ConsumerRecord<byte[], byte[]>> sendTwo(String... more) throws Exception {
    String[] settings =
        Arrays.copyOf(
            new String[] {
              "topic",
              "orders",
              "value.serializer",
              AvroKafkaSerializer.class.getName(),
              "apicurio.registry.url",
              registry.url(),
              "apicurio.registry.auto-register",
              "true",
            },
            8 + more.length);
    System.arraycopy(more, 0, settings, 8, more.length);
    try (BridgedApplication application =
        BridgedApplication.start(cluster.bootstrapServers(), List.of(), settings)) {
      application.send(order("o-1", 1)).get(DEADLINE_SECONDS, SECONDS);
      application.send(order("o-2", 2)).get(DEADLINE_SECONDS, SECONDS);
    }
    return Consumed.from(cluster, "orders", 2);
  }

  private static GenericRecord order(String id, int count) {
    return new GenericRecordBuilder(SCHEMA).set("id", id).set("count", count).build();
  }

  private static GenericRecord decoded(byte[] bytes) throws Exception {
    return new GenericDatumReader<GenericRecord>(SCHEMA)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }
}
