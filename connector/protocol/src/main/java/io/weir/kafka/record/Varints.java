package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;

/**
 * Zigzag varints, in which Kafka's record format writes lengths, counts and deltas: seven bits a
 * byte, lowest first, small absolute values in few bytes. An int and a long of the same value look
 * the same on the wire.
 *
 * <p>Stateless. Writing checks nothing but what the buffer checks; reading accepts any bytes.
 */
public final class Varints {

  private static final int MAX_INT_BYTES = 5;
  private static final int MAX_LONG_BYTES = 10;

  private Varints() {}

  /** Bytes that {@link #writeInt} writes: 1 to 5. */
  public static int sizeOfInt(int value) {
    int zigzag = (value << 1) ^ (value >> 31);
    return (31 - Integer.numberOfLeadingZeros(zigzag | 1)) / 7 + 1;
  }

  /** Bytes that {@link #writeLong} writes: 1 to 10. */
  public static int sizeOfLong(long value) {
    long zigzag = (value << 1) ^ (value >> 63);
    return (63 - Long.numberOfLeadingZeros(zigzag | 1)) / 7 + 1;
  }

  /**
   * @param target borrowed
   */
  public static void writeInt(ByteBuf target, int value) {
    int rest = (value << 1) ^ (value >> 31);
    while ((rest & ~0x7f) != 0) {
      target.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    target.writeByte(rest);
  }

  /**
   * @param target borrowed
   */
  public static void writeLong(ByteBuf target, long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      target.writeByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    target.writeByte((int) rest);
  }

  /**
   * Reads what {@link #writeInt} wrote.
   *
   * @param source borrowed; its reader index moves
   * @throws CorruptRecordException if the bytes end early or the value needs more than 32 bits
   */
  public static int readInt(ByteBuf source) {
    long raw = readUnsigned(source, MAX_INT_BYTES);
    if (raw >>> 32 != 0) {
      throw new CorruptRecordException("A varint exceeds 32 bits");
    }
    int zigzag = (int) raw;
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /**
   * Reads what {@link #writeLong} wrote.
   *
   * @param source borrowed; its reader index moves
   * @throws CorruptRecordException if the bytes end early or there are more than ten of them
   */
  public static long readLong(ByteBuf source) {
    long zigzag = readUnsigned(source, MAX_LONG_BYTES);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  private static long readUnsigned(ByteBuf source, int maxBytes) {
    long value = 0;
    for (int i = 0; i < maxBytes; i++) {
      if (!source.isReadable()) {
        throw new CorruptRecordException("A varint is cut off after " + i + " bytes");
      }
      byte next = source.readByte();
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw new CorruptRecordException("A varint is longer than " + maxBytes + " bytes");
  }
}
