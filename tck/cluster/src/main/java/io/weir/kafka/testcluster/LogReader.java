package io.weir.kafka.testcluster;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.core.PartitionCopy;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.socket.ClusterServer;
import io.weir.kafka.testcluster.storage.ReadBound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a cluster's logs for assertions: the bytes on the core's thread, the decoding on the
 * caller's, so that a test that reads much does not hold up the brokers.
 */
final class LogReader {

  private static final int CHUNK_BYTES = 1024 * 1024;
  private static final int MAX_DECOMPRESSED_BYTES = Integer.MAX_VALUE - 8;

  private final ClusterServer server;
  private final ClusterCore core;

  LogReader(ClusterServer server, ClusterCore core) {
    this.server = server;
    this.core = core;
  }

  /** All records below the high watermark in offset order. */
  List<StoredRecord> records(String topic, int partition) {
    List<StoredRecord> records = new ArrayList<>();
    long next = server.call(() -> core.replica(topic, partition).logStartOffset());
    long end = server.call(() -> core.replica(topic, partition).highWatermark());
    while (next < end) {
      next = readChunk(topic, partition, next, records);
    }
    return records;
  }

  /** Reads from the offset on, and returns where to go on. */
  private long readChunk(String topic, int partition, long offset, List<StoredRecord> records) {
    ByteBuf chunk =
        server.call(
            () ->
                core.replica(topic, partition)
                    .read(offset, ReadBound.atLeastOneBatch(CHUNK_BYTES)));
    try {
      long next = offset;
      for (RecordBatchView batch : RecordBatchView.allIn(chunk)) {
        for (DecodedRecord each :
            batch.records(UnpooledByteBufAllocator.DEFAULT, MAX_DECOMPRESSED_BYTES)) {
          if (each.offset() >= offset) { // the first batch may begin with deleted records
            records.add(StoredRecord.of(topic, partition, each));
          }
        }
        next = batch.nextOffset();
      }
      return next;
    } finally {
      chunk.release();
    }
  }

  long logEndOffset(String topic, int partition) {
    return server.call(() -> core.replica(topic, partition).logEndOffset());
  }

  /**
   * @throws IllegalArgumentException if there is no such topic
   */
  int partitions(String name) {
    TopicImage topic = server.call(core::image).topic(name);
    if (topic == null) {
      throw new IllegalArgumentException("There is no topic " + name);
    }
    return topic.partitions().size();
  }

  /** The topic's partitions by index; empty if there is no such topic. */
  List<PartitionState> states(String name) {
    return server.call(
        () -> {
          TopicImage topic = core.image().topic(name);
          return topic == null ? List.of() : states(topic);
        });
  }

  /** The partitions of all topics. */
  List<PartitionState> states() {
    return server.call(
        () -> core.image().topics().stream().flatMap(topic -> states(topic).stream()).toList());
  }

  private List<PartitionState> states(TopicImage topic) {
    return topic.partitions().stream()
        .map(partition -> PartitionState.of(core, topic, partition))
        .toList();
  }

  /** Waits until so many offsets of the topic are committed; false if they are not in time. */
  boolean awaitCommitted(String name, long count, Duration timeout) {
    return server.await(() -> committed(name) >= count, timeout);
  }

  private long committed(String name) {
    TopicImage topic = core.image().topic(name);
    return topic == null
        ? 0
        : states(topic).stream().mapToLong(PartitionState::committedOffsets).sum();
  }

  ClusterTotals totals() {
    return server.call(
        () -> {
          int partitions = 0;
          long records = 0;
          long bytes = 0;
          for (TopicImage topic : core.image().topics()) {
            for (int index = 0; index < topic.partitions().size(); index++) {
              PartitionCopy replica = core.replica(topic.name(), index);
              partitions++;
              records += replica.logEndOffset() - replica.logStartOffset();
              bytes += replica.bytes();
            }
          }
          return new ClusterTotals(core.image().topics().size(), partitions, records, bytes);
        });
  }
}
