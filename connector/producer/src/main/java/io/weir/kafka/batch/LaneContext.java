package io.weir.kafka.batch;

import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.network.Loop;
import io.weir.kafka.record.Compression;
import io.weir.kafka.record.RecordBatchBuilder;

/** What all lanes of one producer share. */
record LaneContext(
    ByteBufAllocator allocator,
    Compression compression,
    int batchBytes,
    long laneShareBytes,
    MemoryBudget budget,
    Congestion congestion,
    Loop loop,
    LaneSignals signals) {

  RecordBatchBuilder newBuilder() {
    return new RecordBatchBuilder(allocator, compression, batchBytes);
  }

  Share newShare() {
    return new Share(budget, congestion, laneShareBytes);
  }
}
