package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** RFC 1952, with the JDK's deflate. Reads any number of members, as other clients may write. */
final class GzipCoder implements Coder {

  private static final int MAGIC = 0x8b1f;
  private static final int METHOD_DEFLATE = 8;
  private static final int HEADER_CRC_FLAG = 0x02;
  private static final int EXTRA_FLAG = 0x04;
  private static final int NAME_FLAG = 0x08;
  private static final int COMMENT_FLAG = 0x10;
  private static final int RESERVED_FLAGS = 0xe0;

  /** Magic, deflate, then no flags, no time, no hints, unknown operating system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, METHOD_DEFLATE, 0, 0, 0, 0, 0, 0, -1};

  private static final int TRAILER_BYTES = 8;
  private static final int STEP_BYTES = 16 * 1024;

  @Override
  public void compress(List<ByteBuffer> records, int level, ChunkList target) {
    target.write(ByteBuffer.wrap(HEADER));
    CRC32 crc = new CRC32();
    Deflater deflater = new Deflater(level, true);
    try {
      for (ByteBuffer piece : records) {
        crc.update(piece.duplicate());
        deflater.setInput(piece);
        while (!deflater.needsInput()) {
          step(deflater, target);
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        step(deflater, target);
      }
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      trailer.putInt((int) crc.getValue()).putInt((int) deflater.getBytesRead());
      target.write(trailer.flip());
    } finally {
      deflater.end();
    }
  }

  private static void step(Deflater deflater, ChunkList target) {
    ByteBuf chunk = target.reserve(1);
    int start = chunk.writerIndex();
    int written = deflater.deflate(chunk.internalNioBuffer(start, chunk.writableBytes()));
    chunk.writerIndex(start + written);
  }

  @Override
  public void decompress(ByteBuffer source, BoundedOutput target) {
    ByteBuffer members = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    Inflater inflater = new Inflater(true);
    try {
      do {
        readMember(members, inflater, target);
      } while (members.hasRemaining());
    } catch (BufferUnderflowException e) {
      throw new CorruptRecordException("The gzip data ends early", e);
    } catch (DataFormatException e) {
      throw new CorruptRecordException("The gzip data is damaged: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  private static void readMember(ByteBuffer source, Inflater inflater, BoundedOutput target)
      throws DataFormatException {
    readHeader(source);
    inflater.reset();
    inflater.setInput(source);
    CRC32 crc = new CRC32();
    while (!inflater.finished()) {
      ByteBuffer room = target.room(STEP_BYTES);
      int count = inflater.inflate(room);
      if (count == 0 && !inflater.finished()) {
        throw new CorruptRecordException("The gzip data ends early or needs a dictionary");
      }
      crc.update(room.flip());
      target.advance(count);
    }
    if (source.getInt() != (int) crc.getValue()
        || source.getInt() != (int) inflater.getBytesWritten()) {
      throw new CorruptRecordException("The gzip data does not match its checksum and length");
    }
  }

  private static void readHeader(ByteBuffer source) {
    int magic = source.getShort() & 0xffff;
    int method = source.get();
    int flags = source.get();
    if (magic != MAGIC || method != METHOD_DEFLATE || (flags & RESERVED_FLAGS) != 0) {
      throw new CorruptRecordException("The gzip header is damaged");
    }
    skip(source, Integer.BYTES + 2);
    if ((flags & EXTRA_FLAG) != 0) {
      skip(source, source.getShort() & 0xffff);
    }
    if ((flags & NAME_FLAG) != 0) {
      skipString(source);
    }
    if ((flags & COMMENT_FLAG) != 0) {
      skipString(source);
    }
    if ((flags & HEADER_CRC_FLAG) != 0) {
      skip(source, Short.BYTES);
    }
  }

  private static void skip(ByteBuffer source, int bytes) {
    if (source.remaining() < bytes) {
      throw new BufferUnderflowException();
    }
    source.position(source.position() + bytes);
  }

  private static void skipString(ByteBuffer source) {
    while (source.get() != 0) {
      // The text ends with a zero byte; it means nothing here.
    }
  }
}
