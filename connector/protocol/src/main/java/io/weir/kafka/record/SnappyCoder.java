package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/**
 * Snappy in the stream format of snappy-java: a header of 16 bytes, then blocks with their length
 * before them. Reads bare snappy too, which some clients write.
 */
final class SnappyCoder implements Coder {

  /** 0x82 "SNAPPY" 0x00. */
  private static final long MAGIC = 0x82534e4150505900L;

  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 16;

  /** What snappy-java's own stream takes. */
  private static final int BLOCK_BYTES = 32 * 1024;

  /** A copy of 64 bytes takes three: nothing valid expands more than this. */
  private static final int MAX_EXPANSION = 32;

  /** Fails with a {@link LinkageError} where the library or its native part is missing. */
  SnappyCoder() {
    try {
      Snappy.maxCompressedLength(BLOCK_BYTES);
    } catch (SnappyError e) {
      throw (UnsatisfiedLinkError) new UnsatisfiedLinkError(e.getMessage()).initCause(e);
    }
  }

  @Override
  public void compress(List<ByteBuffer> records, int level, ChunkList target) {
    target.reserve(HEADER_BYTES).writeLong(MAGIC).writeInt(VERSION).writeInt(VERSION);
    try (Blocks blocks = new Blocks(records, BLOCK_BYTES, target.allocator())) {
      compress(blocks, target);
    } catch (IOException e) {
      throw new UncheckedIOException("Snappy could not compress a block", e);
    }
  }

  private static void compress(Blocks blocks, ChunkList target) throws IOException {
    int bound = Integer.BYTES + Snappy.maxCompressedLength(blocks.blockBytes());
    ByteBuf scratch = target.allocator().directBuffer(bound, bound);
    try {
      for (ByteBuffer block = blocks.next(); block.hasRemaining(); block = blocks.next()) {
        ByteBuffer framed = scratch.nioBuffer(0, bound);
        int length = Snappy.compress(block, framed.slice(Integer.BYTES, bound - Integer.BYTES));
        target.write(framed.putInt(0, length).limit(Integer.BYTES + length));
      }
    } finally {
      scratch.release();
    }
  }

  @Override
  public void decompress(ByteBuffer source, BoundedOutput target) {
    try {
      if (source.remaining() < HEADER_BYTES || source.getLong(source.position()) != MAGIC) {
        readBlock(source, target);
        return;
      }
      source.position(source.position() + HEADER_BYTES);
      while (source.hasRemaining()) {
        readBlock(cutBlock(source), target);
      }
    } catch (IOException | SnappyError e) {
      throw new CorruptRecordException("The snappy data is damaged: " + e.getMessage(), e);
    }
  }

  private static ByteBuffer cutBlock(ByteBuffer source) {
    int length = source.remaining() < Integer.BYTES ? -1 : source.getInt();
    if (length <= 0 || length > source.remaining()) {
      throw new CorruptRecordException(
          "A snappy block of " + length + " bytes, with " + source.remaining() + " bytes left");
    }
    ByteBuffer block = source.slice(source.position(), length);
    source.position(source.position() + length);
    return block;
  }

  private static void readBlock(ByteBuffer block, BoundedOutput target) throws IOException {
    int length = Snappy.uncompressedLength(block);
    if (length < 0 || length > (long) MAX_EXPANSION * block.remaining()) {
      throw new CorruptRecordException(
          "A snappy block of " + block.remaining() + " bytes claims to hold " + length);
    }
    target.requireRoomFor(length);
    target.advance(Snappy.uncompress(block, target.room(length)));
  }
}
