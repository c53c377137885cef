package io.weir.kafka.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.record.RecordBody;
import io.weir.kafka.record.Varints;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A record's body in wire form: no key, this value, no headers. */
record Text(byte[] value) implements RecordBody {

  private static final int MOST_BYTES = 1 << 24;

  static Text of(String value) {
    return new Text(value.getBytes(UTF_8));
  }

  /** So many bytes of value that begin with the text. */
  static Text of(String value, int bytes) {
    return of(value + ".".repeat(Math.max(0, bytes - value.length())));
  }

  @Override
  public int sizeInBytes() {
    return Varints.sizeOfInt(-1) + Varints.sizeOfInt(value.length) + value.length + 1;
  }

  @Override
  public void writeTo(ByteBuf target) {
    Varints.writeInt(target, -1);
    Varints.writeInt(target, value.length);
    target.writeBytes(value);
    Varints.writeInt(target, 0);
  }

  /** The values in the batch as the broker would read them; checks the checksum. */
  static List<String> valuesIn(Batch batch) {
    if (!batch.isStamped()) {
      batch.stamp(-1, (short) -1, -1);
    }
    ByteBuf content = batch.content();
    RecordBatchView view = RecordBatchView.at(content, content.readerIndex());
    if (!view.crcIsValid()) {
      throw new AssertionError("the checksum of the " + batch + " is wrong");
    }
    List<String> values = new ArrayList<>();
    for (DecodedRecord record : view.records(UnpooledByteBufAllocator.DEFAULT, MOST_BYTES)) {
      ByteBuffer value = requireNonNull(record.value());
      values.add(UTF_8.decode(value.duplicate()).toString().replace(".", ""));
    }
    return values;
  }

  /** The slots of the batch, in order. */
  static List<Object> slotsOf(Batch batch) {
    List<Object> slots = new ArrayList<>();
    for (int i = 0; i < batch.records(); i++) {
      slots.add(batch.slot(i));
    }
    return slots;
  }
}
