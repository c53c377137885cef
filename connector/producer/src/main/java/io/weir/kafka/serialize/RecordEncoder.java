package io.weir.kafka.serialize;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.api.RecordContext;
import io.weir.kafka.api.RecordHeader;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordPart;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.api.SerializationException;
import io.weir.kafka.api.SerializationFailureHandler;
import io.weir.kafka.record.RecordBody;
import io.weir.kafka.spi.ArraySerializer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record's key, value and headers into the body of a record, without an object per record.
 *
 * <p>Owned by one thread at a time, and used again for record after record: {@link #encode}, then
 * the key's bytes for the partitioner, then {@link #sizeInBytes} and {@link #writeTo} by the batch.
 * An array and a text of ASCII are measured and stay where they are until they are copied into the
 * batch; everything else is written to one scratch buffer, so nothing may change between the two. A
 * key is never a text still: its bytes can be hashed.
 */
public final class RecordEncoder implements RecordBody {

  /** What a batch of this one record adds at most: its header, its length and its deltas. */
  static final int OVERHEAD_BYTES = 61 + 21;

  private static final int WINDOW_BYTES = 4096;

  private final RecordSerializers serializers;
  private final int maxRequestBytes;
  private final Scratch scratch;
  private final Context context = new Context();
  private final byte[] window = new byte[WINDOW_BYTES];
  private final EncodedPart key;
  private final EncodedPart value;

  // All below: the owning thread only.
  private int headersOffset;
  private int size;
  private boolean encoding;

  RecordEncoder(RecordSerializers serializers, int maxRequestBytes) {
    this.serializers = serializers;
    this.maxRequestBytes = maxRequestBytes;
    scratch = new Scratch(maxRequestBytes, this::tooLarge);
    key = new EncodedPart(scratch);
    value = new EncodedPart(scratch);
  }

  /**
   * Serializes.
   *
   * @param recordKey null for a record without key
   * @param recordValue null for a tombstone
   * @throws SerializationException if a serializer refuses, or fails in any way at all
   * @throws RecordTooLargeException if a batch of this record alone exceeds {@code
   *     max.request.size}
   */
  public void encode(
      String topic,
      @Nullable Object recordKey,
      @Nullable Object recordValue,
      RecordHeaders headers) {
    if (encoding) {
      throw new SerializationException("A serializer must not send to its own channel", null);
    }
    encoding = true;
    try {
      context.begin(topic, headers);
      scratch.reset();
      encodeKey(recordKey);
      encodeValue(recordValue);
      encodeHeaders(context.headers);
      size = checkedSize();
    } finally {
      encoding = false;
    }
  }

  /**
   * Takes a record as it was serialized before; no serializer sees it.
   *
   * @param keyBytes null for a record without key; borrowed until the record is copied
   * @param valueBytes null for a tombstone; borrowed as well
   * @throws RecordTooLargeException as {@link #encode}
   */
  public void encodeSerialized(
      String topic,
      byte @Nullable [] keyBytes,
      byte @Nullable [] valueBytes,
      RecordHeaders headers) {
    context.begin(topic, headers);
    scratch.reset();
    setBytes(key, keyBytes);
    setBytes(value, valueBytes);
    encodeHeaders(headers);
    size = checkedSize();
  }

  private static void setBytes(EncodedPart part, byte @Nullable [] bytes) {
    if (bytes == null) {
      part.setAbsent();
    } else {
      part.setArray(bytes);
    }
  }

  /** The bytes of the key, the caller's own; null for a record without key. */
  public byte @Nullable [] copyOfKey() {
    return key.copy();
  }

  /** The bytes of the value, the caller's own; null for a tombstone. */
  public byte @Nullable [] copyOfValue() {
    return value.copy();
  }

  /** Lets go of the user's objects; the next record may come at any time. */
  public void clear() {
    key.setAbsent();
    value.setAbsent();
    context.headers = RecordHeaders.empty();
  }

  /** The headers of the record, those included that its serializers have added. */
  public RecordHeaders headers() {
    return context.headers;
  }

  /** Whether the record has a key, be it empty. */
  public boolean hasKey() {
    return key.isPresent();
  }

  /** Borrowed until the next record: the key's bytes from {@link #keyOffset} on. */
  public byte[] keyArray() {
    return key.array();
  }

  public int keyOffset() {
    return key.offset();
  }

  /** 0 where there is no key. */
  public int keyLength() {
    return key.length();
  }

  @Override
  public int sizeInBytes() {
    return size;
  }

  @Override
  public void writeTo(ByteBuf target) {
    key.writeTo(target, window);
    value.writeTo(target, window);
    target.writeBytes(scratch.array(), headersOffset, scratch.count() - headersOffset);
  }

  private void encodeKey(@Nullable Object payload) {
    context.part = RecordPart.KEY;
    PartSerializer serializer = serializers.key();
    if (payload == null) {
      encodeNull(serializer, key);
    } else if (payload instanceof byte[] bytes && serializer.passesBytes()) {
      key.setArray(bytes);
    } else {
      serialize(serializer, payload, key);
    }
  }

  private void encodeValue(@Nullable Object payload) {
    context.part = RecordPart.VALUE;
    PartSerializer serializer = serializers.value();
    if (payload == null) {
      encodeNull(serializer, value);
    } else if (payload instanceof byte[] bytes && serializer.passesBytes()) {
      value.setArray(bytes);
    } else if (payload instanceof String text && serializer.passesText() && Utf8.isAscii(text)) {
      value.setAscii(text);
    } else {
      serialize(serializer, payload, value);
    }
  }

  /** Null stays null, unless the serializer is one that wants to be asked. */
  private void encodeNull(PartSerializer serializer, EncodedPart part) {
    if (serializer.serializer() instanceof ArraySerializer arrays) {
      setBytes(part, attemptArray(serializer, arrays, null));
    } else {
      part.setAbsent();
    }
  }

  private void serialize(PartSerializer serializer, Object payload, EncodedPart part) {
    SerializationFailureHandler<Object> handler = serializer.failureHandler();
    int start = scratch.count();
    try {
      if (serializer.serializer() instanceof ArraySerializer arrays) {
        setBytes(part, attemptArray(serializer, arrays, payload));
      } else {
        attempt(serializer, payload);
        part.setScratch(start);
      }
    } catch (SerializationException failure) {
      if (handler == null) {
        throw failure;
      }
      scratch.truncate(start);
      setBytes(part, failedPart(serializer, payload, failure).handledBy(handler, payload));
    }
  }

  private byte @Nullable [] attemptArray(
      PartSerializer serializer, ArraySerializer arrays, @Nullable Object payload) {
    try {
      return arrays.toBytes(payload, context);
    } catch (Throwable failure) { // Whatever a user's class throws, its message gets an outcome.
      throw failed(serializer, payload, failure);
    }
  }

  private FailedPart failedPart(
      PartSerializer serializer, Object payload, SerializationException failure) {
    return new FailedPart(context, serializer.label(), failure, () -> retry(serializer, payload));
  }

  /** Takes what the serializer writes out of the scratch again: it is the handler's. */
  private byte[] retry(PartSerializer serializer, Object payload) {
    int start = scratch.count();
    try {
      attempt(serializer, payload);
      return Arrays.copyOfRange(scratch.array(), start, scratch.count());
    } finally {
      scratch.truncate(start);
    }
  }

  /** Leaves the bytes at the end of the scratch. */
  private void attempt(PartSerializer serializer, Object payload) {
    scratch.open();
    try {
      checkType(serializer, payload);
      serializer.serializer().serialize(payload, context, scratch);
    } catch (Throwable failure) { // Whatever a user's class throws, its message gets an outcome.
      throw scratch.overflow() != null ? scratch.overflow() : failed(serializer, payload, failure);
    } finally {
      scratch.close();
    }
    if (scratch.overflow() != null) {
      throw scratch.overflow();
    }
  }

  private void checkType(PartSerializer serializer, Object payload) {
    if (!serializer.accepts().isInstance(payload)) {
      throw new UnsuitablePayload(
          "it accepts %s; set %s.serializer to one that fits the payload"
              .formatted(serializer.accepts().getTypeName(), serializer.part().label()));
    }
  }

  private SerializationException failed(
      PartSerializer serializer, @Nullable Object payload, Throwable failure) {
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    String what =
        "Channel '%s', topic '%s': %s cannot serialize the %s of type %s"
            .formatted(
                serializers.channel(),
                context.topic,
                serializer.label(),
                serializer.part().label(),
                payload == null ? "null" : payload.getClass().getTypeName());
    return failure instanceof UnsuitablePayload unsuitable
        ? new SerializationException(what + ": " + unsuitable.reason(), null)
        : new SerializationException(what, failure);
  }

  private void encodeHeaders(RecordHeaders headers) {
    headersOffset = scratch.count();
    scratch.open();
    try {
      scratch.writeVarint(headers.size());
      for (int i = 0; i < headers.size(); i++) {
        encodeHeader(headers.get(i));
      }
    } finally {
      scratch.close();
    }
  }

  private void encodeHeader(RecordHeader header) {
    String name = header.name();
    scratch.writeVarint((int) Math.min(Integer.MAX_VALUE, Utf8.sizeOf(name)));
    scratch.writeUtf8(name);
    byte[] bytes = header.value();
    scratch.writeVarint(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      scratch.write(bytes);
    }
  }

  private int checkedSize() {
    long total = key.sizeInBytes() + value.sizeInBytes() + scratch.count() - headersOffset;
    if (total + OVERHEAD_BYTES > maxRequestBytes) {
      throw tooLarge();
    }
    return (int) total;
  }

  private RecordTooLargeException tooLarge() {
    return new RecordTooLargeException(
        "Channel '%s', topic '%s': the record is larger than max.request.size = %d bytes allows;"
                .formatted(serializers.channel(), context.topic, maxRequestBytes)
            + " raise it, and max.message.bytes of the topic, or send less");
  }

  /** The view that serializers get; filled in again for each record. */
  private static final class Context implements RecordContext {
    // The owning thread only.
    private String topic = "";
    private RecordPart part = RecordPart.KEY;
    private RecordHeaders headers = RecordHeaders.empty();

    void begin(String recordTopic, RecordHeaders recordHeaders) {
      topic = recordTopic;
      headers = recordHeaders;
    }

    @Override
    public String topic() {
      return topic;
    }

    @Override
    public RecordPart part() {
      return part;
    }

    @Override
    public RecordHeaders headers() {
      return headers;
    }

    @Override
    public void replaceHeaders(RecordHeaders replacement) {
      headers = Objects.requireNonNull(replacement, "headers");
    }
  }
}
