package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.record.Compression;
import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.record.EncodedBatch;
import io.weir.kafka.record.RecordBatchBuilder;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.wire.MessageCodec;
import io.weir.kafka.wire.MessageShape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes of groups into record batches of {@code __consumer_offsets} and back, in Kafka's
 * own formats: two bytes of version before each key and each value. Keys of version 0 and 1 are of
 * offsets, of version 2 of groups; others belong to kinds of groups that are not modelled and are
 * skipped. Stateless.
 */
final class RecordCodec {

  private static final short OFFSET_KEY = 1;
  private static final short OFFSET_VALUE = 4;

  /** The only version that can say when an offset expires. */
  private static final short OFFSET_VALUE_WITH_EXPIRY = 1;

  private static final short GROUP_KEY = 2;
  private static final short GROUP_VALUE = 3;
  private static final int BATCH_BYTES = 16 * 1024;
  private static final int MAX_DECOMPRESSED_BYTES = 256 * 1024 * 1024;

  private RecordCodec() {}

  /**
   * One batch with all the records.
   *
   * @return to be released by the caller
   */
  static EncodedBatch encode(List<GroupRecord> records, long nowMs) {
    RecordBatchBuilder builder =
        new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE, BATCH_BYTES);
    for (GroupRecord each : records) {
      builder.append(nowMs, new KeyAndValue(key(each), value(each)));
    }
    EncodedBatch batch = builder.seal();
    batch.stamp(-1, (short) -1, -1, false);
    return batch;
  }

  private static ByteBuf key(GroupRecord each) {
    if (each instanceof GroupRecord.Offset offset) {
      Place place = offset.place();
      return versioned(
          OffsetCommitKey.SHAPE,
          new OffsetCommitKey(offset.group(), place.topic(), place.partition()),
          OFFSET_KEY);
    }
    return versioned(GroupMetadataKey.SHAPE, new GroupMetadataKey(each.group()), GROUP_KEY);
  }

  private static @Nullable ByteBuf value(GroupRecord each) {
    if (each instanceof GroupRecord.Offset offset) {
      return offset.offset() == null ? null : value(offset.offset());
    }
    GroupSnapshot snapshot = ((GroupRecord.Group) each).snapshot();
    return snapshot == null
        ? null
        : versioned(GroupMetadataValue.SHAPE, GroupMetadataValue.of(snapshot), GROUP_VALUE);
  }

  private static ByteBuf value(CommittedOffset offset) {
    boolean expires = offset.expiresAtMs() != CommittedOffset.NO_EXPIRY;
    return versioned(
        OffsetCommitValue.SHAPE,
        OffsetCommitValue.of(offset),
        expires ? OFFSET_VALUE_WITH_EXPIRY : OFFSET_VALUE);
  }

  private static <T extends Record> ByteBuf versioned(
      MessageShape<T> shape, T message, short version) {
    ByteBuf body = MessageCodec.write(shape, message, version, UnpooledByteBufAllocator.DEFAULT);
    try {
      return Unpooled.buffer(Short.BYTES + body.readableBytes())
          .writeShort(version)
          .writeBytes(body);
    } finally {
      body.release();
    }
  }

  /**
   * The changes that a batch holds, in order.
   *
   * @param batch <em>borrowed</em>
   */
  static List<GroupRecord> decode(ByteBuf batch) {
    RecordBatchView view = RecordBatchView.at(batch, batch.readerIndex());
    List<GroupRecord> records = new ArrayList<>(view.recordCount());
    if (view.isControl()) {
      return records;
    }
    for (DecodedRecord each :
        view.records(UnpooledByteBufAllocator.DEFAULT, MAX_DECOMPRESSED_BYTES)) {
      GroupRecord known = each.key() == null ? null : decode(each.key(), each.value());
      if (known != null) {
        records.add(known);
      }
    }
    return records;
  }

  private static @Nullable GroupRecord decode(ByteBuffer key, @Nullable ByteBuffer value) {
    ByteBuf keyBytes = Unpooled.wrappedBuffer(key);
    short version = keyBytes.readShort();
    if (version < GROUP_KEY) {
      OffsetCommitKey of = MessageCodec.read(OffsetCommitKey.SHAPE, keyBytes, version);
      OffsetCommitValue stored = value == null ? null : read(OffsetCommitValue.SHAPE, value);
      return new GroupRecord.Offset(
          of.group(),
          new Place(of.topic(), of.partition()),
          stored == null ? null : stored.restored());
    }
    if (version == GROUP_KEY) {
      GroupMetadataKey of = MessageCodec.read(GroupMetadataKey.SHAPE, keyBytes, version);
      GroupMetadataValue stored = value == null ? null : read(GroupMetadataValue.SHAPE, value);
      return new GroupRecord.Group(of.group(), stored == null ? null : stored.restored());
    }
    return null;
  }

  private static <T extends Record> T read(MessageShape<T> shape, ByteBuffer value) {
    ByteBuf bytes = Unpooled.wrappedBuffer(value);
    short version = bytes.readShort();
    return MessageCodec.read(shape, bytes, version);
  }
}
