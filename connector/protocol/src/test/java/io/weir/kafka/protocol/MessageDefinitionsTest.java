package io.weir.kafka.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.MessageDefinition.FieldDefinition;
import io.weir.kafka.wire.Field;
import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiMessageType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks what the shapes say of themselves against the definitions inside the kafka-clients jar. */
class MessageDefinitionsTest {

  static final List<Api<?, ?>> APIS = Apis.ALL;

  static Stream<MessageShape<?>> shapes() {
    return MessageCase.shapes().stream();
  }

  static Stream<MessageCase<?>> cases() {
    return MessageCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachFieldIsWhatTheDefinitionSays(MessageCase<?> message) {
    MessageDefinition definition = MessageDefinition.of(message.shape().name());

    compare(message.shape(), definition.fields(), message.version());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void versionsAreThoseOfTheDefinition(MessageShape<?> shape) {
    MessageDefinition definition = MessageDefinition.of(shape.name());
    Versions versions = shape.versions();

    // Kafka 4 dropped version 0 of the request header, which Weir still knows.
    int lowest = shape == RequestHeader.SHAPE ? 0 : definition.validVersions().first();
    assertThat(versions.lowest()).isEqualTo(lowest);
    assertThat(versions.highest()).isEqualTo(definition.validVersions().last());
    assertThat(versions.flexibleFrom()).isEqualTo(definition.flexibleVersions().first());
  }

  @ParameterizedTest
  @FieldSource("APIS")
  void theApiIsThatOfKafka(Api<?, ?> api) {
    ApiMessageType theirs = ApiMessageType.fromApiKey((short) api.key());

    assertThat(api.name()).isEqualTo(theirs.name);
    assertThat(api.request().name()).isEqualTo(theirs.name + "Request");
    assertThat(api.response().name()).isEqualTo(theirs.name + "Response");
    assertThat(api.request().versions()).isEqualTo(api.response().versions());
    assertThat(api.lowest()).isEqualTo(theirs.lowestSupportedVersion());
    assertThat(api.highest()).isEqualTo(theirs.highestSupportedVersion(true));
    assertThat(api.highestStable()).isEqualTo(theirs.highestSupportedVersion(false));
    assertThat(Apis.byKey(api.key())).isSameAs(api);
  }

  @ParameterizedTest
  @FieldSource("APIS")
  void headerVersionsAreThoseOfKafka(Api<?, ?> api) {
    ApiMessageType theirs = ApiMessageType.fromApiKey((short) api.key());

    for (short version = (short) api.lowest(); version <= api.highest(); version++) {
      assertThat(api.requestHeaderVersion(version)).isEqualTo(theirs.requestHeaderVersion(version));
      assertThat(api.responseHeaderVersion(version))
          .isEqualTo(theirs.responseHeaderVersion(version));
    }
  }

  private static void compare(Shape<?> shape, List<FieldDefinition> theirs, int version) {
    List<Field> ours = shape.fields();
    assertThat(ours).extracting(Field::name).isEqualTo(componentNames(shape));
    assertThat(ours)
        .extracting(Field::name)
        .isEqualTo(theirs.stream().map(FieldDefinition::name).toList());
    for (int i = 0; i < ours.size(); i++) {
      compare(shape.name(), ours.get(i), theirs.get(i), version);
    }
  }

  private static void compare(String in, Field ours, FieldDefinition theirs, int version) {
    String where = in + "." + ours.name();
    Field.Gate gate = ours.gate();
    boolean exists = gate.since() <= version && version <= gate.until();

    assertThat(ours.type()).as(where).isEqualTo(theirs.type());
    assertThat(ours.defaultValue()).as(where).isEqualTo(defaultOf(theirs, ours.struct()));
    assertThat(exists).as(where).isEqualTo(theirs.existsIn(version));
    if (exists) {
      boolean nullable = ours.nullable() && version >= gate.nullableSince();
      assertThat(nullable).as(where).isEqualTo(theirs.nullableIn(version));
      assertThat(gate.tag()).as(where).isEqualTo(theirs.tag());
      assertThat(gate.neverFlexible()).as(where).isEqualTo(theirs.neverFlexible());
    } else {
      assertThat(gate.ignorable()).as(where).isEqualTo(theirs.ignorable());
    }
    if (exists && theirs.isStruct()) {
      compare(Objects.requireNonNull(ours.struct()), theirs.fields(), version);
    }
  }

  private static @Nullable Object defaultOf(FieldDefinition field, @Nullable Shape<?> struct) {
    String stated = field.explicitDefault();
    if (field.isList()) {
      return Objects.equals(stated, "null") ? null : List.of();
    }
    return switch (field.type()) {
      case "bool" -> Boolean.valueOf(stated);
      case "int8" -> (byte) number(stated);
      case "int16" -> (short) number(stated);
      case "int32" -> (int) number(stated);
      case "int64" -> number(stated);
      case "uuid" -> Wire.ZERO_UUID;
      case "string" ->
          Objects.equals(stated, "null") ? null : Objects.requireNonNullElse(stated, "");
      case "bytes" -> Unpooled.EMPTY_BUFFER;
      case "records" -> null;
      default -> Objects.equals(stated, "null") ? null : Objects.requireNonNull(struct).empty();
    };
  }

  private static long number(@Nullable String stated) {
    return stated == null ? 0 : Long.decode(stated);
  }

  private static List<String> componentNames(Shape<?> shape) {
    return Arrays.stream(shape.empty().getClass().getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }
}
