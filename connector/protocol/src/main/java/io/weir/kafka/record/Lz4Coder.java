package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The LZ4 frame format. Writes what every Kafka reads: independent blocks of 64 KiB without
 * checksums. Reads frames of any block size, with or without content size and checksums, but none
 * whose blocks depend on each other, as Kafka reads none either.
 */
final class Lz4Coder implements Coder {

  private static final int MAGIC = 0x184d2204;

  /** Version 1, independent blocks; blocks of 64 KiB; then the checksum of these two bytes. */
  private static final byte[] HEADER = {0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, (byte) 0x82};

  private static final int VERSION_AND_RESERVED_FLAGS = 0xc3;
  private static final int VERSION_1 = 0x40;
  private static final int INDEPENDENT_FLAG = 0x20;
  private static final int BLOCK_CHECKSUM_FLAG = 0x10;
  private static final int CONTENT_SIZE_FLAG = 0x08;
  private static final int CONTENT_CHECKSUM_FLAG = 0x04;
  private static final int RESERVED_BLOCK_BITS = 0x8f;

  private static final int RAW_BLOCK_FLAG = 0x8000_0000;
  private static final int BLOCK_BYTES = 64 * 1024;

  /** Kafka's default level, which means the fast compressor and not the thorough one. */
  private static final int FAST_LEVEL = 9;

  /** The most that a byte of a compressed block can stand for. */
  private static final int MAX_EXPANSION = 255;

  private final LZ4Factory lz4;
  private final XXHash32 xxHash;

  /** Fails with a {@link LinkageError} where the library is missing. */
  Lz4Coder() {
    lz4 = LZ4Factory.fastestInstance();
    xxHash = XXHashFactory.fastestInstance().hash32();
  }

  @Override
  public void compress(List<ByteBuffer> records, int level, ChunkList target) {
    target.write(ByteBuffer.wrap(HEADER));
    LZ4Compressor compressor =
        level == FAST_LEVEL ? lz4.fastCompressor() : lz4.highCompressor(level);
    try (Blocks blocks = new Blocks(records, BLOCK_BYTES, target.allocator())) {
      compress(compressor, blocks, target);
    }
    target.reserve(Integer.BYTES).writeIntLE(0);
  }

  private static void compress(LZ4Compressor compressor, Blocks blocks, ChunkList target) {
    int bound = Integer.BYTES + compressor.maxCompressedLength(blocks.blockBytes());
    ByteBuf scratch = target.allocator().directBuffer(bound, bound);
    try {
      for (ByteBuffer block = blocks.next(); block.hasRemaining(); block = blocks.next()) {
        writeBlock(compressor, block, scratch, target);
      }
    } finally {
      scratch.release();
    }
  }

  private static void writeBlock(
      LZ4Compressor compressor, ByteBuffer block, ByteBuf scratch, ChunkList target) {
    ByteBuffer framed = scratch.nioBuffer(0, scratch.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    int raw = block.remaining();
    int room = framed.remaining() - Integer.BYTES;
    int length = compressor.compress(block, 0, raw, framed, Integer.BYTES, room);
    if (length < raw) {
      target.write(framed.putInt(0, length).limit(Integer.BYTES + length));
    } else {
      target.write(framed.putInt(0, raw | RAW_BLOCK_FLAG).limit(Integer.BYTES));
      target.write(block);
    }
  }

  @Override
  public void decompress(ByteBuffer source, BoundedOutput target) {
    ByteBuffer frame = source.slice().order(ByteOrder.LITTLE_ENDIAN);
    int flags = readHeader(frame);
    int maxBlockBytes = blockBytes(frame.get(Integer.BYTES + 1));
    for (int header = readInt(frame); header != 0; header = readInt(frame)) {
      ByteBuffer block = cutBlock(frame, header & ~RAW_BLOCK_FLAG, maxBlockBytes);
      if ((flags & BLOCK_CHECKSUM_FLAG) != 0) {
        verify(block, readInt(frame), "block");
      }
      if ((header & RAW_BLOCK_FLAG) != 0) {
        copy(block, target);
      } else {
        expand(block, maxBlockBytes, target);
      }
    }
    if ((flags & CONTENT_CHECKSUM_FLAG) != 0) {
      verify(target.bytes().nioBuffer(), readInt(frame), "content");
    }
    if (frame.hasRemaining()) {
      throw new CorruptRecordException(frame.remaining() + " bytes follow the lz4 frame");
    }
  }

  private int readHeader(ByteBuffer frame) {
    require(readInt(frame) == MAGIC && frame.remaining() >= 3, "The lz4 frame's magic is wrong");
    int flags = frame.get() & 0xff;
    require(
        (flags & VERSION_AND_RESERVED_FLAGS) == VERSION_1,
        "The lz4 frame has another version or a dictionary");
    require((flags & INDEPENDENT_FLAG) != 0, "The lz4 frame's blocks depend on each other");
    int descriptor = 2 + ((flags & CONTENT_SIZE_FLAG) != 0 ? Long.BYTES : 0);
    require(frame.remaining() >= descriptor, "The lz4 frame ends early");
    int hash = xxHash.hash(frame, Integer.BYTES, descriptor, 0);
    require(
        frame.get(Integer.BYTES + descriptor) == (byte) (hash >> 8),
        "The lz4 frame's header does not match its checksum");
    frame.position(Integer.BYTES + descriptor + 1);
    return flags;
  }

  private static int blockBytes(byte descriptor) {
    int code = descriptor >> 4;
    require(
        (descriptor & RESERVED_BLOCK_BITS) == 0 && code >= 4, "The lz4 block size is not known");
    return 1 << (8 + 2 * code);
  }

  private static ByteBuffer cutBlock(ByteBuffer frame, int length, int maxBlockBytes) {
    require(length <= maxBlockBytes && length <= frame.remaining(), "An lz4 block is cut off");
    ByteBuffer block = frame.slice(frame.position(), length);
    frame.position(frame.position() + length);
    return block;
  }

  private static void copy(ByteBuffer block, BoundedOutput target) {
    int length = block.remaining();
    target.requireRoomFor(length);
    target.room(length).put(block);
    target.advance(length);
  }

  private void expand(ByteBuffer block, int maxBlockBytes, BoundedOutput target) {
    int length = block.remaining();
    int most = (int) Math.min(maxBlockBytes, (long) MAX_EXPANSION * length);
    LZ4SafeDecompressor decompressor = lz4.safeDecompressor();
    try {
      target.advance(decompressor.decompress(block, 0, length, target.room(most), 0, most));
    } catch (LZ4Exception e) {
      throw new CorruptRecordException("An lz4 block is damaged: " + e.getMessage(), e);
    }
  }

  private void verify(ByteBuffer bytes, int expected, String what) {
    int hash = xxHash.hash(bytes, bytes.position(), bytes.remaining(), 0);
    require(hash == expected, "The lz4 " + what + " does not match its checksum");
  }

  private static int readInt(ByteBuffer frame) {
    require(frame.remaining() >= Integer.BYTES, "The lz4 frame ends early");
    return frame.getInt();
  }

  private static void require(boolean valid, String message) {
    if (!valid) {
      throw new CorruptRecordException(message);
    }
  }
}
