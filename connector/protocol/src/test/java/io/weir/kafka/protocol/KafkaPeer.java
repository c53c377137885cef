package io.weir.kafka.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;

/** The class of the kafka-clients jar for one message, and its converter from JSON. */
record KafkaPeer(Class<? extends Message> type, Method fromJson) {

  static KafkaPeer of(String message) {
    String name = "org.apache.kafka.common.message." + message + "Data";
    try {
      return new KafkaPeer(
          Class.forName(name).asSubclass(Message.class),
          Class.forName(name + "JsonConverter").getMethod("read", JsonNode.class, short.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(message, e);
    }
  }

  /** Reads a message that must fill the bytes. */
  Message read(byte[] bytes, int version) {
    try {
      Message message = type.getConstructor().newInstance();
      ByteBufferAccessor source = new ByteBufferAccessor(ByteBuffer.wrap(bytes));
      message.read(source, (short) version);
      if (source.remaining() > 0) {
        throw new AssertionError(source.remaining() + " bytes left over");
      }
      return message;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  Message fromJson(JsonNode json, int version) {
    try {
      return type.cast(fromJson.invoke(null, json, (short) version));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(json.toString(), e);
    }
  }

  static byte[] write(Message message, int version) {
    ByteBuffer buffer = MessageUtil.toByteBufferAccessor(message, (short) version).buffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
