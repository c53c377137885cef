package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Logs whose replication a test holds back or lets through, or that refuse to take anything. */
final class MemoryLog implements GroupLog {

  private final Map<Integer, List<ByteBuf>> batches = new HashMap<>();
  private final Map<Integer, Long> ends = new HashMap<>();
  private final Map<Integer, Long> highWatermarks = new HashMap<>();
  private ErrorCode refusal = ErrorCode.NONE;
  private boolean replicating = true;

  /** Appends wait from now on, until {@link #replicate}. */
  void holdBack() {
    replicating = false;
  }

  /** Everything is replicated, now and from now on; the coordinator has yet to be told. */
  void replicate() {
    replicating = true;
    highWatermarks.putAll(ends);
  }

  /** Appends fail with this error; NONE lets them through again. */
  void refuse(ErrorCode error) {
    refusal = error;
  }

  /** All records of a partition, in order. */
  List<GroupRecord> records(int partition) {
    List<GroupRecord> records = new ArrayList<>();
    forEachBatch(partition, batch -> records.addAll(RecordCodec.decode(batch)));
    return records;
  }

  @Override
  public long append(int partition, ByteBuf batch, long nowMs) {
    if (refusal != ErrorCode.NONE) {
      throw new RejectedException(refusal, "as the test wants");
    }
    ByteBuf copy = Unpooled.copiedBuffer(batch);
    long base = endOffset(partition);
    RecordBatchView view = RecordBatchView.at(copy, 0);
    view.place(base, 0);
    batches.computeIfAbsent(partition, index -> new ArrayList<>()).add(copy);
    ends.put(partition, base + view.recordCount());
    if (replicating) {
      highWatermarks.put(partition, ends.get(partition));
    }
    return ends.get(partition);
  }

  @Override
  public long highWatermark(int partition) {
    return highWatermarks.getOrDefault(partition, 0L);
  }

  @Override
  public long endOffset(int partition) {
    return ends.getOrDefault(partition, 0L);
  }

  @Override
  public void forEachBatch(int partition, Consumer<ByteBuf> reader) {
    batches.getOrDefault(partition, List.of()).forEach(batch -> reader.accept(batch.duplicate()));
  }
}
