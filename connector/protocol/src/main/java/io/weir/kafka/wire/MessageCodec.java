package io.weir.kafka.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Turns messages into bytes and back. Stateless; any thread. */
public final class MessageCodec {

  private MessageCodec() {}

  /**
   * Writes one message, bare.
   *
   * @return owned by the caller; composite if records are spliced in, which are <em>retained</em>
   *     until it is released
   * @throws WireException if the version is unknown or cannot carry a value that is set; nothing is
   *     retained then
   */
  public static <T extends Record> ByteBuf write(
      MessageShape<T> shape, T message, int version, ByteBufAllocator allocator) {
    SplicedOutput output = new SplicedOutput(allocator);
    try {
      new VersionedMessage<>(shape, version, message).write(new Writer(output));
      return output.finish();
    } catch (RuntimeException e) {
      output.abandon();
      throw e;
    }
  }

  /**
   * Writes a frame: four bytes of length, the header, the body.
   *
   * @return as {@link #write}
   * @throws WireException as {@link #write}, or if the frame is longer than 2^31-1 bytes
   */
  public static ByteBuf writeFrame(
      VersionedMessage<?> header, VersionedMessage<?> body, ByteBufAllocator allocator) {
    SplicedOutput output = new SplicedOutput(allocator);
    try {
      output.own().writeInt(0);
      Writer writer = new Writer(output);
      header.write(writer);
      body.write(writer);
      long length = output.size() - Integer.BYTES;
      if (length > Integer.MAX_VALUE - Integer.BYTES) {
        throw new WireException(body.shape().name() + " of " + length + " bytes is too long");
      }
      output.own().setInt(0, (int) length);
      return output.finish();
    } catch (RuntimeException e) {
      output.abandon();
      throw e;
    }
  }

  /**
   * Reads a message that fills the rest of {@code bytes}.
   *
   * @param bytes <em>borrowed</em>; record fields are slices of it, valid as long as it is. Its
   *     reader index moves to the end, or anywhere on failure
   * @throws WireException if the version is unknown, the bytes are malformed, or some are left over
   */
  public static <T extends Record> T read(MessageShape<T> shape, ByteBuf bytes, int version) {
    T message = readNext(shape, bytes, version);
    if (bytes.isReadable()) {
      throw new WireException(
          shape.name() + " v" + version + " ends " + bytes.readableBytes() + " bytes too early");
    }
    return message;
  }

  /** As {@link #read}, but leaves what follows the message: that is how a header is read. */
  public static <T extends Record> T readNext(MessageShape<T> shape, ByteBuf bytes, int version) {
    return new Reader(bytes).message(shape, version);
  }
}
