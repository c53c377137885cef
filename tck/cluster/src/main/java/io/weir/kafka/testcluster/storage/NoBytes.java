package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A segment that forgets what it is given: it is always empty. */
final class NoBytes implements SegmentBytes {

  @Override
  public int size() {
    return 0;
  }

  @Override
  public void append(ByteBuf source, int index, int length) {}

  @Override
  public ByteBuf slice(int position, int length) {
    if (length > 0) {
      throw new IllegalArgumentException("Nothing is kept, also not " + length + " bytes");
    }
    return Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void truncate(int size) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
