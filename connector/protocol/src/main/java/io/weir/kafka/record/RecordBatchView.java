package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A look at one encoded batch of magic 2 inside a borrowed buffer: reads and patches its header in
 * place, decompresses nothing unless asked for {@link #records}.
 *
 * <p>Valid as long as the buffer is, for whichever thread has the buffer; owns nothing. Creating it
 * checks that the header makes sense and that the batch is complete, not its checksum ({@link
 * #crcIsValid}) nor its records.
 */
public final class RecordBatchView {

  private static final int NO_SEQUENCE = -1;

  private final ByteBuf batch;

  private RecordBatchView(ByteBuf batch) {
    this.batch = batch;
  }

  /**
   * The batch that starts at this index.
   *
   * @param buffer borrowed; its indices do not move
   * @throws CorruptRecordException if the bytes up to the writer index do not start with a complete
   *     batch of magic 2
   */
  public static RecordBatchView at(ByteBuf buffer, int index) {
    int size = BatchHeaderCheck.sizeOfBatchAt(buffer, index);
    if (size > buffer.writerIndex() - index) {
      throw new CorruptRecordException(
          "A batch of "
              + size
              + " bytes is cut off after "
              + (buffer.writerIndex() - index)
              + " bytes");
    }
    BatchHeaderCheck.check(buffer, index);
    return new RecordBatchView(buffer.slice(index, size));
  }

  /**
   * All batches of a buffer, in order, as a producer sends them; empty for an empty buffer.
   *
   * @param records borrowed; its indices do not move
   * @throws CorruptRecordException if the readable bytes are anything but complete batches
   */
  public static List<RecordBatchView> allIn(ByteBuf records) {
    List<RecordBatchView> batches = new ArrayList<>(1);
    int index = records.readerIndex();
    while (index < records.writerIndex()) {
      RecordBatchView batch = at(records, index);
      batches.add(batch);
      index += batch.sizeInBytes();
    }
    return batches;
  }

  /**
   * The complete batches of a buffer, in order; a last one that is cut off is left out, as a fetch
   * response or the end of a log may hold one.
   *
   * @param records borrowed; its indices do not move
   * @throws CorruptRecordException if a batch is malformed
   */
  public static List<RecordBatchView> completeIn(ByteBuf records) {
    List<RecordBatchView> batches = new ArrayList<>(1);
    int index = records.readerIndex();
    while (BatchHeaderCheck.isCompleteAt(records, index)) {
      RecordBatchView batch = at(records, index);
      batches.add(batch);
      index += batch.sizeInBytes();
    }
    return batches;
  }

  /** The batch's bytes, header included: a slice borrowed from the buffer. */
  public ByteBuf content() {
    return batch;
  }

  /** Header and records as they lie in the buffer. */
  public int sizeInBytes() {
    return batch.writerIndex();
  }

  public long baseOffset() {
    return batch.getLong(BatchLayout.BASE_OFFSET);
  }

  /** Offset of the last record, which compaction may have removed. */
  public long lastOffset() {
    return baseOffset() + lastOffsetDelta();
  }

  /** The offset behind the batch. */
  public long nextOffset() {
    return lastOffset() + 1;
  }

  /** At least 0. */
  public int lastOffsetDelta() {
    return batch.getInt(BatchLayout.LAST_OFFSET_DELTA);
  }

  /** At least 0; after compaction it may be less than the offsets suggest. */
  public int recordCount() {
    return batch.getInt(BatchLayout.RECORD_COUNT);
  }

  /** -1 until a broker has set it. */
  public int partitionLeaderEpoch() {
    return batch.getInt(BatchLayout.PARTITION_LEADER_EPOCH);
  }

  public Codec codec() {
    return Codec.byId(attributes() & BatchLayout.CODEC_MASK);
  }

  /** Whether the timestamps are the broker's append time, not those of the producer. */
  public boolean isLogAppendTime() {
    return (attributes() & BatchLayout.LOG_APPEND_TIME_FLAG) != 0;
  }

  public boolean isTransactional() {
    return (attributes() & BatchLayout.TRANSACTIONAL_FLAG) != 0;
  }

  /** Whether the batch holds a broker's marker instead of a producer's records. */
  public boolean isControl() {
    return (attributes() & BatchLayout.CONTROL_FLAG) != 0;
  }

  /** The attributes as they stand. */
  public short attributes() {
    return batch.getShort(BatchLayout.ATTRIBUTES);
  }

  /** The timestamp that the records' deltas refer to, milliseconds. */
  public long baseTimestampMs() {
    return batch.getLong(BatchLayout.BASE_TIMESTAMP);
  }

  /** The latest timestamp of a record, milliseconds; -1 for none. */
  public long maxTimestampMs() {
    return batch.getLong(BatchLayout.MAX_TIMESTAMP);
  }

  /** -1 for a producer that is not idempotent. */
  public long producerId() {
    return batch.getLong(BatchLayout.PRODUCER_ID);
  }

  /** -1 for a producer that is not idempotent. */
  public short producerEpoch() {
    return batch.getShort(BatchLayout.PRODUCER_EPOCH);
  }

  /** Sequence number of the first record; -1 for a producer that is not idempotent. */
  public int baseSequence() {
    return batch.getInt(BatchLayout.BASE_SEQUENCE);
  }

  /** Sequence number of the last record; numbers start again at 0 behind 2^31-1. */
  public int lastSequence() {
    int base = baseSequence();
    return base == NO_SEQUENCE ? NO_SEQUENCE : (base + lastOffsetDelta()) & Integer.MAX_VALUE;
  }

  /** Whether the CRC-32C that the batch carries is that of its bytes. */
  public boolean crcIsValid() {
    return batch.getInt(BatchLayout.CRC) == checksum();
  }

  private int checksum() {
    CRC32C crc = new CRC32C();
    int length = sizeInBytes() - BatchLayout.ATTRIBUTES;
    for (ByteBuffer part : batch.nioBuffers(BatchLayout.ATTRIBUTES, length)) {
      crc.update(part);
    }
    return (int) crc.getValue();
  }

  /** Places the batch in a log. The checksum covers neither field, so it stays valid. */
  public void place(long baseOffset, int partitionLeaderEpoch) {
    batch.setLong(BatchLayout.BASE_OFFSET, baseOffset);
    batch.setInt(BatchLayout.PARTITION_LEADER_EPOCH, partitionLeaderEpoch);
  }

  /** Gives all records the time of their append, and the batch its new checksum. */
  public void setLogAppendTime(long timestampMs) {
    batch.setShort(BatchLayout.ATTRIBUTES, attributes() | BatchLayout.LOG_APPEND_TIME_FLAG);
    batch.setLong(BatchLayout.MAX_TIMESTAMP, timestampMs);
    batch.setInt(BatchLayout.CRC, checksum());
  }

  /**
   * Decodes all records, whatever the checksum says.
   *
   * @param maxDecompressedBytes what the records of a compressed batch may expand to
   * @return in the order of the batch; independent of the buffer
   * @throws CorruptRecordException if the records are damaged, are not as many as the header says,
   *     or expand to more than permitted
   * @throws CodecUnavailableException if the library behind the codec is missing
   */
  public List<DecodedRecord> records(ByteBufAllocator allocator, int maxDecompressedBytes) {
    return RecordDecoder.decode(this, allocator, maxDecompressedBytes);
  }
}
