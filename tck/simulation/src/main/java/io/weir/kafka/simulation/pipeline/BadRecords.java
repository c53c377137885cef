package io.weir.kafka.simulation.pipeline;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.LeaderIdAndEpoch;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.BatchIndexAndErrorMessage;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.record.RecordBatchView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Refuses all batches of a Produce request for the sake of some of their records (KIP-467). */
final class BadRecords {

  private final RandomGenerator random;

  BadRecords(RandomGenerator random) {
    this.random = random;
  }

  Record answer(Record request) {
    List<TopicProduceResponse> topics = new ArrayList<>();
    for (TopicProduceData topic : ((ProduceRequest) request).topicData()) {
      topics.add(
          new TopicProduceResponse(
              topic.name(),
              topic.topicId(),
              topic.partitionData().stream().map(this::refuse).toList()));
    }
    return new ProduceResponse(topics, 0, List.of());
  }

  private PartitionProduceResponse refuse(PartitionProduceData data) {
    ByteBuf records = Objects.requireNonNull(data.records(), "records");
    int count = RecordBatchView.at(records, records.readerIndex()).recordCount();
    List<BatchIndexAndErrorMessage> bad = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      if (random.nextInt(3) == 0) {
        bad.add(new BatchIndexAndErrorMessage(index, "bad record (simulated)"));
      }
    }
    return new PartitionProduceResponse(
        data.index(),
        ErrorCode.INVALID_RECORD.code(),
        -1,
        -1,
        -1,
        bad,
        "one or more records have been rejected",
        LeaderIdAndEpoch.SHAPE.empty());
  }
}
