package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.random.RandomGenerator;

/** What a device may hold of a batch that it was about to write when the power failed. */
final class TornWrite {

  private static final int KINDS = 3;

  private TornWrite() {}

  /**
   * Nothing, the first bytes, or all bytes with a last part that is wrong.
   *
   * @param batch <em>borrowed</em>; empty if nothing was unflushed
   * @return owned by the caller; never a sound batch
   */
  static ByteBuf of(ByteBuf batch, RandomGenerator random) {
    int size = batch.readableBytes();
    if (size == 0) {
      return Unpooled.EMPTY_BUFFER;
    }
    int kind = random.nextInt(KINDS);
    return switch (kind) {
      case 0 -> Unpooled.EMPTY_BUFFER;
      case 1 -> Unpooled.copiedBuffer(batch.slice(batch.readerIndex(), random.nextInt(size)));
      default -> wrongFrom(batch, random.nextInt(BatchSpan.HEADER_BYTES - 1, size));
    };
  }

  private static ByteBuf wrongFrom(ByteBuf batch, int place) {
    ByteBuf wrong = Unpooled.copiedBuffer(batch);
    for (int index = place; index < wrong.writerIndex(); index++) {
      wrong.setByte(index, ~wrong.getByte(index));
    }
    return wrong;
  }
}
