package io.weir.kafka.races;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.record.RecordBody;
import io.weir.kafka.record.Varints;

/** A record's body in wire form: no key, a value of one byte, no headers. */
public record Value(byte value) implements RecordBody {

  private static final int BYTES = 4;

  @Override
  public int sizeInBytes() {
    return BYTES;
  }

  @Override
  public void writeTo(ByteBuf target) {
    Varints.writeInt(target, -1);
    Varints.writeInt(target, 1);
    target.writeByte(value);
    Varints.writeInt(target, 0);
  }
}
