package io.weir.kafka.record;

import java.nio.ByteBuffer;
import java.util.List;

/** Compresses and decompresses the records of a batch, framed as Kafka frames them. Stateless. */
interface Coder {

  /**
   * @param records direct buffers, borrowed; their concatenation is compressed, and their positions
   *     move to their limits
   * @param level one that {@link Compression} accepts for the codec
   * @param target takes the result behind what it holds
   */
  void compress(List<ByteBuffer> records, int level, ChunkList target);

  /**
   * @param source a direct buffer, borrowed; all of it is read
   * @param target takes the result
   * @throws CorruptRecordException if the bytes are damaged, cut off or followed by others, or give
   *     more than the target may hold
   */
  void decompress(ByteBuffer source, BoundedOutput target);
}
