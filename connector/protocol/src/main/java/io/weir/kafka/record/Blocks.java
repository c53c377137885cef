package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Cuts a row of buffers into contiguous blocks of one size, the last one shorter. A block that lies
 * within one buffer is a view of it; one that straddles buffers is gathered in a scratch buffer.
 *
 * <p>One thread at a time; {@link #close} frees the scratch.
 */
final class Blocks implements AutoCloseable {

  private final List<ByteBuffer> pieces;
  private final int blockBytes;
  private final ByteBuf scratch;
  private int piece;

  Blocks(List<ByteBuffer> pieces, int maxBlockBytes, ByteBufAllocator allocator) {
    this.pieces = pieces;
    this.blockBytes = Math.min(maxBlockBytes, total(pieces, maxBlockBytes));
    this.scratch = allocator.directBuffer(blockBytes, blockBytes);
  }

  /** The bytes of all pieces, as far as they matter. */
  private static int total(List<ByteBuffer> pieces, int enoughBytes) {
    int total = 0;
    for (int i = 0; i < pieces.size() && total < enoughBytes; i++) {
      total += Math.min(pieces.get(i).remaining(), enoughBytes);
    }
    return total;
  }

  /** The size of every block but the last. */
  int blockBytes() {
    return blockBytes;
  }

  /** The next block, borrowed until the next call; empty at the end. */
  ByteBuffer next() {
    skipDrained();
    if (piece < pieces.size() && isWhole(pieces.get(piece))) {
      return cut(pieces.get(piece), blockBytes);
    }
    return gather();
  }

  private void skipDrained() {
    while (piece < pieces.size() && !pieces.get(piece).hasRemaining()) {
      piece++;
    }
  }

  private boolean isWhole(ByteBuffer bytes) {
    return bytes.remaining() >= blockBytes || piece == pieces.size() - 1;
  }

  private ByteBuffer gather() {
    scratch.clear();
    while (piece < pieces.size() && scratch.isWritable()) {
      scratch.writeBytes(cut(pieces.get(piece), scratch.writableBytes()));
      skipDrained();
    }
    return scratch.nioBuffer();
  }

  private static ByteBuffer cut(ByteBuffer bytes, int atMost) {
    int count = Math.min(bytes.remaining(), atMost);
    ByteBuffer head = bytes.slice(bytes.position(), count);
    bytes.position(bytes.position() + count);
    return head;
  }

  @Override
  public void close() {
    scratch.release();
  }
}
