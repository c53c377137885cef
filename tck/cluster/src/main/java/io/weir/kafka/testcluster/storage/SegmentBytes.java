package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;

/**
 * The bytes of one segment: append-only, addressed by position. Bytes once written never change, so
 * a slice stays valid for as long as its holder wants it.
 */
interface SegmentBytes extends AutoCloseable {

  int size();

  /**
   * @param source <em>borrowed</em>; its indices stay
   */
  void append(ByteBuf source, int index, int length);

  /** The bytes of the range, which must lie within {@link #size}; owned by the caller. */
  ByteBuf slice(int position, int length);

  /** Drops what lies behind the size. */
  void truncate(int size);

  /** Forces the bytes to the device. */
  void flush();

  @Override
  void close();
}
