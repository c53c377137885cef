package io.weir.kafka.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * One buffer of bytes, with foreign buffers spliced in at the places where they belong.
 *
 * <p>Record batches, the bulk of what Kafka moves, are thus never copied. Owned by one thread;
 * {@link #finish} or {@link #abandon} ends it.
 */
final class SplicedOutput {

  private static final int INITIAL_BYTES = 256;
  private static final int MAX_ONE_BYTE_VARINT = 0x7f;

  private final ByteBufAllocator allocator;
  private final ByteBuf own;
  private final List<Splice> splices = new ArrayList<>(1);
  private long splicedBytes;

  SplicedOutput(ByteBufAllocator allocator) {
    this.allocator = allocator;
    this.own = allocator.buffer(INITIAL_BYTES);
  }

  /** What is not spliced; written to directly. */
  ByteBuf own() {
    return own;
  }

  /** All bytes so far, the spliced ones included. */
  long size() {
    return own.writerIndex() + splicedBytes;
  }

  /**
   * Puts the readable bytes of {@code records} here.
   *
   * @param records <em>retained</em> until the output is released
   */
  void splice(ByteBuf records) {
    if (records.isReadable()) {
      splices.add(new Splice(own.writerIndex(), records.retainedSlice()));
      splicedBytes += records.readableBytes();
    }
  }

  void unsignedVarint(int value) {
    int rest = value;
    while ((rest & ~MAX_ONE_BYTE_VARINT) != 0) {
      own.writeByte(rest | 0x80);
      rest >>>= 7;
    }
    own.writeByte(rest);
  }

  /** The length of a string; -1 is that of null. */
  void textLength(boolean compact, int length) {
    if (compact) {
      unsignedVarint(length + 1);
    } else {
      own.writeShort(length);
    }
  }

  /** The length of bytes or of a list; -1 is that of null. */
  void length(boolean compact, int length) {
    if (compact) {
      unsignedVarint(length + 1);
    } else {
      own.writeInt(length);
    }
  }

  /** Leaves room for one byte, and says where. */
  int reserveByte() {
    int index = own.writerIndex();
    own.writeByte(0);
    return index;
  }

  /**
   * Writes, at a reserved byte, how many bytes came after it. Nothing is spliced among them. The
   * rare size above 127 takes more than the one byte, so what follows moves up.
   */
  void fillInSize(int reserved) {
    int start = reserved + 1;
    int size = own.writerIndex() - start;
    if (size <= MAX_ONE_BYTE_VARINT) {
      own.setByte(reserved, size);
      return;
    }
    ByteBuf moved = own.copy(start, size);
    own.writerIndex(reserved);
    unsignedVarint(size);
    own.writeBytes(moved);
    moved.release();
  }

  /**
   * All bytes in order: the own buffer, or a composite of it and the spliced ones.
   *
   * @return owned by the caller
   */
  ByteBuf finish() {
    if (splices.isEmpty()) {
      return own;
    }
    CompositeByteBuf whole = allocator.compositeBuffer(2 * splices.size() + 1);
    int from = 0;
    for (Splice splice : splices) {
      addOwn(whole, from, splice.index);
      whole.addComponent(true, splice.records);
      from = splice.index;
    }
    addOwn(whole, from, own.writerIndex());
    own.release();
    return whole;
  }

  /** Releases everything, after a failure. */
  void abandon() {
    own.release();
    splices.forEach(splice -> splice.records.release());
  }

  private void addOwn(CompositeByteBuf whole, int from, int to) {
    if (to > from) {
      whole.addComponent(true, own.retainedSlice(from, to - from));
    }
  }

  /** Records that follow the own bytes before {@code index}. */
  private record Splice(int index, ByteBuf records) {}
}
