package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.record.RecordBody;
import io.weir.kafka.record.Varints;
import org.jspecify.annotations.Nullable;

/**
 * The body of a record without headers.
 *
 * @param key unpooled
 * @param value unpooled, null for a tombstone
 */
record KeyAndValue(ByteBuf key, @Nullable ByteBuf value) implements RecordBody {

  private static final int NULL = -1;

  @Override
  public int sizeInBytes() {
    return sizeOf(key) + (value == null ? Varints.sizeOfInt(NULL) : sizeOf(value)) + 1;
  }

  private static int sizeOf(ByteBuf bytes) {
    return Varints.sizeOfInt(bytes.readableBytes()) + bytes.readableBytes();
  }

  @Override
  public void writeTo(ByteBuf target) {
    write(key, target);
    if (value == null) {
      Varints.writeInt(target, NULL);
    } else {
      write(value, target);
    }
    Varints.writeInt(target, 0);
  }

  private static void write(ByteBuf bytes, ByteBuf target) {
    Varints.writeInt(target, bytes.readableBytes());
    target.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
  }
}
