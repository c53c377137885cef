package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataRequest.MetadataRequestTopic;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.stream.IntStream;

/** Requests as the core would show them to faults. */
final class Calls {

  static final Origin CLIENT = Origin.client(7, 1, "PLAINTEXT");

  private Calls() {}

  /** One batch for each of these partitions. */
  static RequestCall<ProduceRequest, ProduceResponse> produce(String topic, int... partitions) {
    return produce(CLIENT, -1, topic, partitions);
  }

  static RequestCall<ProduceRequest, ProduceResponse> produce(
      Origin origin, int acks, String topic, int... partitions) {
    List<PartitionProduceData> data =
        IntStream.of(partitions)
            .mapToObj(
                index -> new PartitionProduceData(index, Batches.idempotent(3, 0, 10, "a", "b")))
            .toList();
    return call(
        origin,
        Apis.PRODUCE,
        9,
        new ProduceRequest(
            null, (short) acks, 1000, List.of(new TopicProduceData(topic, Wire.ZERO_UUID, data))));
  }

  static RequestCall<MetadataRequest, MetadataResponse> metadata(Origin origin, String topic) {
    List<MetadataRequestTopic> topics = List.of(new MetadataRequestTopic(Wire.ZERO_UUID, topic));
    return call(origin, Apis.METADATA, 9, new MetadataRequest(topics, true, false, false));
  }

  static <Q extends Record, R extends Record> RequestCall<Q, R> call(
      Origin origin, Api<Q, R> api, int version, Q request) {
    return new RequestCall<>(origin, api, api.header(version, 1, "app"), request, 100);
  }
}
