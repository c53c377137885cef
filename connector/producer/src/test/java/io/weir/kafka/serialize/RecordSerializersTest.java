package io.weir.kafka.serialize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordPart;
import io.weir.kafka.api.SerializationException;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.BuiltInSerializer;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.record.Varints;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class RecordSerializersTest {

  private final Problems problems = new Problems("out");
  private BeanLookup beans = BeanLookup.NONE;

  /** A payload for JSON. */
  public record Order(int orderId, String item) {}

  @Test
  void withoutASettingThePayloadsTypeDecides() {
    RecordSerializers serializers = resolve(Map.of());
    UUID uuid = UUID.randomUUID();

    assertThat(value(serializers, "text")).isEqualTo("text".getBytes(UTF_8));
    assertThat(value(serializers, "größer")).isEqualTo("größer".getBytes(UTF_8));
    assertThat(value(serializers, new byte[] {9})).containsExactly(9);
    assertThat(value(serializers, ByteBuffer.wrap(new byte[] {8, 7}))).containsExactly(8, 7);
    assertThat(value(serializers, (short) 258)).containsExactly(1, 2);
    assertThat(value(serializers, 258)).containsExactly(0, 0, 1, 2);
    assertThat(value(serializers, 258L)).containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
    assertThat(value(serializers, 1f)).containsExactly(0x3f, 0x80, 0, 0);
    assertThat(value(serializers, 1d)).containsExactly(0x3f, 0xf0, 0, 0, 0, 0, 0, 0);
    assertThat(value(serializers, uuid)).isEqualTo(uuid.toString().getBytes(UTF_8));
  }

  @Test
  void withoutASettingAnythingElseIsJson() {
    RecordSerializers serializers = resolve(Map.of());

    assertThat(text(serializers, new Order(1, "tea")))
        .isEqualTo("{\"orderId\":1,\"item\":\"tea\"}");
    assertThat(text(serializers, List.of(1, 2))).isEqualTo("[1,2]");
    assertThat(text(serializers, true)).isEqualTo("true");
    assertThat(text(serializers, new BigDecimal("1.50"))).isEqualTo("1.50");
  }

  @Test
  void eachKafkaClassNameOfABuiltInExistsInKafka() throws Exception {
    String[] types = {
      "String",
      "ByteArray",
      "ByteBuffer",
      "Short",
      "Integer",
      "Long",
      "Float",
      "Double",
      "Boolean",
      "UUID",
      "Void"
    };
    for (String type : types) {
      String name = "org.apache.kafka.common.serialization." + type + "Serializer";
      assertThat(BuiltInSerializer.named(name)).as(name).isPresent();
      assertThat(Serializer.class).isAssignableFrom(Class.forName(name));
    }
  }

  @Test
  void eachNameOfABuiltInResolves() {
    for (BuiltInSerializer builtIn : BuiltInSerializer.values()) {
      resolve(Map.of("key.serializer", builtIn.shortName()));
    }
    assertThat(problems.errors()).isEmpty();
  }

  @Test
  void jsonIsWrittenByTheLibraryThatIsNamed() {
    Order order = new Order(1, "tea");

    assertThat(text(resolve(Map.of("value.serializer", "json")), order))
        .isEqualTo("{\"orderId\":1,\"item\":\"tea\"}");
    assertThat(
            text(
                resolve(
                    Map.of(
                        "value.serializer",
                        "io.quarkus.kafka.client.serialization.ObjectMapperSerializer")),
                order))
        .isEqualTo("{\"orderId\":1,\"item\":\"tea\"}");
    try (RecordSerializers jsonb = resolve(Map.of("value.serializer", "jsonb"))) {
      assertThat(text(jsonb, order)).isEqualTo("{\"item\":\"tea\",\"orderId\":1}");
    }
  }

  @Test
  void theApplicationsObjectMapperWritesJson() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    beans = bean(ObjectMapper.class.getName(), mapper);

    assertThat(text(resolve(Map.of("value.serializer", "json")), new Order(1, "tea")))
        .isEqualTo("{\"order_id\":1,\"item\":\"tea\"}");
    assertThat(text(resolve(Map.of()), new Order(1, "tea"))).startsWith("{\"order_id\"");
  }

  @Test
  void aPayloadThatRefersToItselfFailsAlone() {
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    RecordSerializers serializers = resolve(Map.of());

    assertThatThrownBy(() -> value(serializers, circle))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("java.util.ArrayList");
    assertThat(text(serializers, List.of())).isEqualTo("[]");
  }

  @Test
  void theStringSerializerTakesKafkasEncodings() {
    RecordSerializers serializers =
        resolve(
            Map.of(
                "value.serializer", "org.apache.kafka.common.serialization.StringSerializer",
                "serializer.encoding", "UTF-16",
                "value.serializer.encoding", "ISO-8859-1"));

    assertThat(value(serializers, "ü")).containsExactly(0xfc);
  }

  @Test
  void aUsersClassIsConfiguredWithWhatWeirDoesNotRead() {
    RecordSerializers serializers =
        resolve(
            Map.of(
                "value.serializer", Greeting.class.getName(), "acks", "1", "greeting", "hello "));

    assertThat(text(serializers, "you")).isEqualTo("VALUE hello you");
  }

  @Test
  void aBeanGoesBeforeAClassAndIsClosedOnce() {
    List<String> closed = new ArrayList<>();
    beans =
        bean(
            "shouting",
            new PayloadSerializer<String>() {
              @Override
              public void serialize(String payload, RecordContext context, ByteSink sink) {
                sink.writeUtf8(payload + "!");
              }

              @Override
              public void close() {
                closed.add("closed");
                throw new IllegalStateException("does not close");
              }
            });
    RecordSerializers serializers =
        resolve(Map.of("value.serializer", "shouting", "key.serializer", "shouting"));

    assertThat(text(serializers, "hey")).isEqualTo("hey!");
    assertThatThrownBy(() -> value(serializers, 1))
        .isInstanceOf(SerializationException.class)
        .hasCauseInstanceOf(ClassCastException.class);
    serializers.close();
    assertThat(closed).containsExactly("closed");
  }

  @Test
  void whatCannotBeMadeIsAProblemOfTheSettings() {
    resolve(Map.of("key.serializer", "strng", "value.serializer", Refusing.class.getName()));

    assertThat(problems.errors())
        .containsExactly(
            "key.serializer = 'strng': no built-in name, no class on the class path and no"
                + " @Identifier bean; beans for kafka-clients are found with"
                + " io.weir:weir-kafka-bridge",
            "value.serializer = '"
                + Refusing.class.getName()
                + "': its constructor failed: java.lang.IllegalStateException: not today");
  }

  @Test
  void aLookupThatFailsIsAProblemOfTheSettings() {
    beans =
        name -> {
          throw new IllegalStateException("2 beans are called '" + name + "'");
        };
    resolve(Map.of("key.serializer", "twins"));

    assertThat(problems.errors())
        .containsExactly(
            "key.serializer = 'twins': the bean cannot be had: 2 beans are called 'twins'");
  }

  /** Greets with what its settings say. */
  public static final class Greeting implements PayloadSerializer<String> {
    private String greeting = "";

    @Override
    public void configure(Map<String, String> settings, RecordPart part) {
      assertThat(settings).containsOnlyKeys("greeting");
      greeting = part + " " + settings.get("greeting");
    }

    @Override
    public void serialize(String payload, RecordContext context, ByteSink sink) {
      sink.writeUtf8(greeting + payload);
    }
  }

  /** Cannot be constructed. */
  public static final class Refusing implements PayloadSerializer<String> {
    public Refusing() {
      throw new IllegalStateException("not today");
    }

    @Override
    public void serialize(String payload, RecordContext context, ByteSink sink) {
      sink.writeUtf8(payload);
    }
  }

  private static BeanLookup bean(String name, Object bean) {
    return asked -> asked.equals(name) ? Optional.of(bean) : Optional.empty();
  }

  private static String text(RecordSerializers serializers, Object payload) {
    return new String(value(serializers, payload), UTF_8);
  }

  /** The bytes of the value, cut out of the body. */
  private static byte[] value(RecordSerializers serializers, Object payload) {
    RecordEncoder encoder = serializers.newEncoder();
    encoder.encode("t", null, payload, RecordHeaders.empty());
    ByteBuf body = Unpooled.buffer(encoder.sizeInBytes());
    encoder.writeTo(body);
    assertThat(Varints.readInt(body)).as("no key").isEqualTo(-1);
    int length = Varints.readInt(body);
    byte[] value =
        Arrays.copyOfRange(body.array(), body.readerIndex(), body.readerIndex() + length);
    body.release();
    return value;
  }

  private RecordSerializers resolve(Map<String, String> values) {
    ChannelSettings settings = ChannelSettings.read(SettingsSource.of(values), problems);
    return RecordSerializers.resolve(settings, beans, problems);
  }
}
