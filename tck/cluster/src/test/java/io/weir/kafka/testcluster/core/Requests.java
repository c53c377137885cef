package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.FetchRequest;
import io.weir.kafka.protocol.FetchRequest.FetchPartition;
import io.weir.kafka.protocol.FetchRequest.FetchTopic;
import io.weir.kafka.protocol.FetchRequest.ReplicaState;
import io.weir.kafka.protocol.ListOffsetsRequest;
import io.weir.kafka.protocol.ListOffsetsRequest.ListOffsetsPartition;
import io.weir.kafka.protocol.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataRequest.MetadataRequestTopic;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;

/** The requests that the tests of the core send. */
final class Requests {

  private Requests() {}

  /** To the partition of a topic by name, for versions up to 12. */
  static ProduceRequest produce(int acks, String topic, int partition, ByteBuf records) {
    return produce(acks, topic, Wire.ZERO_UUID, partition, records);
  }

  static ProduceRequest produce(int acks, String topic, UUID id, int partition, ByteBuf records) {
    return new ProduceRequest(
        null,
        (short) acks,
        30_000,
        List.of(
            new TopicProduceData(
                topic, id, List.of(new PartitionProduceData(partition, records)))));
  }

  /** Of one partition, with at most 1 MiB, for versions up to 12. */
  static FetchRequest fetch(String topic, int partition, long offset, int minBytes, int maxWaitMs) {
    return fetch(topic, partition, offset, minBytes, maxWaitMs, 1024 * 1024);
  }

  static FetchRequest fetch(
      String topic, int partition, long offset, int minBytes, int maxWaitMs, int maxBytes) {
    return new FetchRequest(
        -1,
        maxWaitMs,
        minBytes,
        maxBytes,
        (byte) 0,
        0,
        0,
        List.of(new FetchTopic(topic, Wire.ZERO_UUID, List.of(from(partition, offset)))),
        List.of(),
        "",
        null,
        ReplicaState.SHAPE.empty());
  }

  static FetchPartition from(int partition, long offset) {
    return new FetchPartition(
        partition, -1, offset, -1, -1, 1024 * 1024, Wire.ZERO_UUID, Long.MAX_VALUE);
  }

  static MetadataRequest metadata(String... topics) {
    return new MetadataRequest(
        List.of(topics).stream()
            .map(name -> new MetadataRequestTopic(Wire.ZERO_UUID, name))
            .toList(),
        true,
        false,
        false);
  }

  static ListOffsetsRequest listOffsets(String topic, int partition, long timestamp) {
    return new ListOffsetsRequest(
        -1,
        (byte) 0,
        List.of(
            new ListOffsetsTopic(
                topic, List.of(new ListOffsetsPartition(partition, -1, timestamp)))),
        0);
  }
}
