package io.weir.kafka.batch;

import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.network.Loop;
import io.weir.kafka.record.RecordBatchBuilder;
import java.util.function.BiConsumer;

/**
 * What all lanes of one producer share.
 *
 * @param unencodable told, on any thread, of a batch that will never have bytes, and why
 */
record LaneContext(
    BatchLimits limits,
    ByteBufAllocator allocator,
    MemoryBudget budget,
    Congestion congestion,
    Loop loop,
    LaneSignals signals,
    BiConsumer<Batch, Throwable> unencodable) {

  RecordBatchBuilder newBuilder() {
    return new RecordBatchBuilder(allocator, limits.compression(), limits.batchBytes());
  }

  Share newShare(Share.Holder holder) {
    return new Share(holder, budget, congestion, limits.laneShareBytes());
  }
}
