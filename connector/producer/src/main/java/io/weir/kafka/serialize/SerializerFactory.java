package io.weir.kafka.serialize;

import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordPart;
import io.weir.kafka.api.SerializationFailureHandler;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.BuiltInSerializer;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.NamedInstances;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SerializerSettings.Choice;
import io.weir.kafka.serialize.PartSerializer.Shortcut;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes serializers from what the settings name; used by one thread, at start-up. */
final class SerializerFactory {

  private final ChannelSettings settings;
  private final BeanLookup beans;
  private final Problems problems;

  SerializerFactory(ChannelSettings settings, BeanLookup beans, Problems problems) {
    this.settings = settings;
    this.beans = beans;
    this.problems = problems;
  }

  /** The serializer of this part; after a problem, one that must not be used. */
  PartSerializer create(RecordPart part) {
    Choice choice = settings.producer().serializers().of(part);
    return serializer(part, choice).withFailureHandler(failureHandler(part, choice));
  }

  private @Nullable SerializationFailureHandler<Object> failureHandler(
      RecordPart part, Choice choice) {
    if (choice.failureHandler() == null) {
      return null;
    }
    return new NamedInstances(beans, settings.view(), problems)
        .find(
            part.label() + "-serialization-failure-handler",
            choice.failureHandler(),
            SerializationFailureHandler.class)
        .map(SerializerFactory::erased)
        .orElse(null);
  }

  private PartSerializer serializer(RecordPart part, Choice choice) {
    if (choice.name() == null) {
      return byType(part);
    }
    Named named = new Named(part, choice.name());
    return BuiltInSerializer.named(choice.name())
        .map(builtIn -> builtIn(named, builtIn, choice))
        .orElseGet(() -> users(named));
  }

  /** What a setting names. */
  private record Named(RecordPart part, String name) {
    String setting() {
      return part.label() + ".serializer";
    }

    <T> PartSerializer with(Class<T> type, PayloadSerializer<T> serializer, Shortcut shortcut) {
      String label = setting() + " = '" + name + "'";
      return new PartSerializer(part, label, type, erased(serializer), shortcut, null);
    }

    <T> PartSerializer with(Class<T> type, PayloadSerializer<T> serializer) {
      return with(type, serializer, Shortcut.NONE);
    }
  }

  private PartSerializer byType(RecordPart part) {
    LazyJson json = new LazyJson(() -> JsonLibrary.openAny(beans));
    String label = "the choice by payload type";
    return new PartSerializer(
        part, label, Object.class, new ByPayloadType(json), Shortcut.BOTH, null);
  }

  private PartSerializer builtIn(Named named, BuiltInSerializer which, Choice choice) {
    return switch (which) {
      case STRING -> string(named, choice);
      case BYTES -> named.with(byte[].class, BuiltIns.BYTES, Shortcut.RAW_BYTES);
      case BYTE_BUFFER -> named.with(ByteBuffer.class, BuiltIns.BYTE_BUFFER);
      case SHORT -> named.with(Short.class, BuiltIns.SHORT);
      case INTEGER -> named.with(Integer.class, BuiltIns.INTEGER);
      case LONG -> named.with(Long.class, BuiltIns.LONG);
      case FLOAT -> named.with(Float.class, BuiltIns.FLOAT);
      case DOUBLE -> named.with(Double.class, BuiltIns.DOUBLE);
      case BOOLEAN -> named.with(Boolean.class, BuiltIns.BOOLEAN);
      case UUID -> named.with(UUID.class, BuiltIns.UUID_TEXT);
      case VOID -> named.with(Void.class, (none, context, sink) -> {});
      case JACKSON -> json(named, JsonLibrary.JACKSON);
      case JSONB -> json(named, JsonLibrary.JSONB);
      case JSON ->
          json(named, JsonLibrary.JACKSON.isPresent() ? JsonLibrary.JACKSON : JsonLibrary.JSONB);
    };
  }

  private static PartSerializer string(Named named, Choice choice) {
    return choice.encoding().equals(StandardCharsets.UTF_8)
        ? named.with(String.class, BuiltIns.STRING, Shortcut.UTF8_TEXT)
        : named.with(String.class, BuiltIns.string(choice.encoding()));
  }

  private PartSerializer json(Named named, JsonLibrary library) {
    if (library.isPresent()) {
      try {
        return named.with(Object.class, library.open(beans));
      } catch (RuntimeException | LinkageError incomplete) {
        problems.badValue(
            named.setting(),
            named.name(),
            "the JSON library does not start (%s); add %s"
                .formatted(incomplete, library.artifact()));
        return byType(named.part());
      }
    }
    boolean anyWillDo = named.name().equals(BuiltInSerializer.JSON.shortName());
    String artifact = anyWillDo ? JsonLibrary.ARTIFACTS : library.artifact();
    problems.badValue(named.setting(), named.name(), "there is no JSON library; add " + artifact);
    return byType(named.part());
  }

  private PartSerializer users(Named named) {
    return new NamedInstances(beans, settings.view(), problems)
        .find(named.setting(), named.name(), PayloadSerializer.class)
        .map(serializer -> configured(named, erased(serializer)))
        .orElseGet(() -> byType(named.part()));
  }

  private PartSerializer configured(Named named, PayloadSerializer<Object> serializer) {
    try {
      serializer.configure(settings.others(), named.part());
    } catch (RuntimeException | LinkageError failure) {
      problems.badValue(named.setting(), named.name(), "its configure failed: " + failure);
    }
    return named.with(Object.class, serializer);
  }

  /** Safe: payloads are checked against the type first, and a user's cast fails as it would. */
  @SuppressWarnings("unchecked")
  private static PayloadSerializer<Object> erased(PayloadSerializer<?> serializer) {
    return (PayloadSerializer<Object>) serializer;
  }

  /** As safe: a handler is given what its serializer was given. */
  @SuppressWarnings("unchecked")
  private static SerializationFailureHandler<Object> erased(
      SerializationFailureHandler<?> handler) {
    return (SerializationFailureHandler<Object>) handler;
  }
}
