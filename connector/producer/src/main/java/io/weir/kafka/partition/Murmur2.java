package io.weir.kafka.partition;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The 32-bit MurmurHash2 of Austin Appleby, with the seed that Kafka's Java client takes: keys go
 * to the same partition as with any other client that is compatible with it.
 */
public final class Murmur2 {

  private static final int SEED = 0x9747b28c;
  private static final int MULTIPLIER = 0x5bd1e995;
  private static final int SHIFT = 24;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Murmur2() {}

  /** The hash of these bytes; may be negative. */
  public static int hash(byte[] bytes, int offset, int length) {
    int hash = SEED ^ length;
    int tail = offset + (length & ~3);
    for (int i = offset; i < tail; i += Integer.BYTES) {
      int block = (int) INTS.get(bytes, i) * MULTIPLIER;
      block = (block ^ block >>> SHIFT) * MULTIPLIER;
      hash = hash * MULTIPLIER ^ block;
    }
    return finish(mixTail(hash, bytes, tail, length & 3));
  }

  /** A hash without its sign: what the number of partitions divides. */
  public static int toPositive(int hash) {
    return hash & 0x7fffffff;
  }

  private static int mixTail(int hash, byte[] bytes, int at, int count) {
    int mixed = hash;
    for (int i = count - 1; i >= 0; i--) {
      mixed ^= (bytes[at + i] & 0xff) << (8 * i);
    }
    return count > 0 ? mixed * MULTIPLIER : mixed;
  }

  private static int finish(int hash) {
    int mixed = (hash ^ hash >>> 13) * MULTIPLIER;
    return mixed ^ mixed >>> 15;
  }
}
