package io.weir.kafka.record;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Zstandard frames (KIP-110), streamed from chunk to chunk. The context is told the size of the
 * batch, so that a small batch gets small tables.
 */
final class ZstdCoder implements Coder {

  private static final int STEP_BYTES = 64 * 1024;

  /** Fails with a {@link LinkageError} where the library or its native part is missing. */
  ZstdCoder() {
    Zstd.maxCompressionLevel();
  }

  @Override
  public void compress(List<ByteBuffer> records, int level, ChunkList target) {
    long size = records.stream().mapToLong(ByteBuffer::remaining).sum();
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      context.setLevel(level).setPledgedSrcSize(size);
      int last = records.size() - 1;
      for (int i = 0; i < last; i++) {
        stream(context, records.get(i), EndDirective.CONTINUE, target);
      }
      stream(context, records.get(last), EndDirective.END, target);
    }
  }

  private static void stream(
      ZstdCompressCtx context, ByteBuffer piece, EndDirective end, ChunkList target) {
    boolean done;
    do {
      ByteBuf chunk = target.reserve(1);
      ByteBuffer room = chunk.internalNioBuffer(chunk.writerIndex(), chunk.writableBytes());
      int start = room.position();
      boolean flushed = context.compressDirectByteBufferStream(room, piece, end);
      chunk.writerIndex(chunk.writerIndex() + room.position() - start);
      done = end == EndDirective.END ? flushed : !piece.hasRemaining();
    } while (!done);
  }

  @Override
  public void decompress(ByteBuffer source, BoundedOutput target) {
    try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
      boolean frameEnded;
      do {
        ByteBuffer room = target.room(STEP_BYTES);
        int start = source.position();
        frameEnded = context.decompressDirectByteBufferStream(room, source);
        if (!frameEnded && room.position() == 0 && source.position() == start) {
          throw new CorruptRecordException("The zstd data ends early");
        }
        target.advance(room.position());
      } while (source.hasRemaining() || !frameEnded);
    } catch (ZstdException e) {
      throw new CorruptRecordException("The zstd data is damaged: " + e.getMessage(), e);
    }
  }
}
