package io.weir.kafka.testcluster.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DeleteTopicsRequest;
import io.weir.kafka.protocol.DescribeConfigsRequest;
import io.weir.kafka.protocol.FetchRequest;
import io.weir.kafka.protocol.OffsetFetchRequest;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.wire.MessageCodec;
import io.weir.kafka.wire.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class NamedPartsTest {

  static final List<Api<?, ?>> APIS = Apis.ALL;

  @Test
  void the_short_way_through_a_produce_request_reads_the_same() {
    ProduceRequest request = SampleRequest.of(Apis.PRODUCE, 9);

    assertThat(NamedParts.of(ProduceRequest.SHAPE, request))
        .hasSize(4)
        .isEqualTo(theLongWay(ProduceRequest.SHAPE, request));
  }

  @Test
  void the_short_way_through_a_fetch_request_reads_the_same() {
    FetchRequest request = SampleRequest.of(Apis.FETCH, 16);

    assertThat(NamedParts.of(FetchRequest.SHAPE, request))
        .hasSize(4)
        .allMatch(NamedPart::byId)
        .isEqualTo(theLongWay(FetchRequest.SHAPE, request));
  }

  private static <Q extends Record> List<NamedPart> theLongWay(Shape<Q> shape, Q request) {
    return NamedParts.collected(shape, request);
  }

  @Test
  void topics_are_found_in_groups_in_bare_lists_and_among_resources() {
    assertThat(partsOf(Apis.OFFSET_FETCH, OffsetFetchRequest.SHAPE, 8)).hasSize(8);
    assertThat(partsOf(Apis.DELETE_TOPICS, DeleteTopicsRequest.SHAPE, 4))
        .extracting(NamedPart::topic)
        .containsExactly("topicNames1", "topicNames2");
    assertThat(partsOf(Apis.DESCRIBE_CONFIGS, DescribeConfigsRequest.SHAPE, 4))
        .extracting(NamedPart::toString)
        .allMatch(name -> name.startsWith("resourceName"))
        .hasSize(2);
  }

  private static <Q extends Record> List<NamedPart> partsOf(
      Api<Q, ?> api, Shape<Q> shape, int version) {
    return NamedParts.of(shape, SampleRequest.of(api, version));
  }

  @Test
  void a_group_is_named() {
    assertThat(NamedParts.groupOf(Apis.HEARTBEAT.request(), SampleRequest.of(Apis.HEARTBEAT, 4)))
        .startsWith("groupId");
  }

  @ParameterizedTest
  @FieldSource("APIS")
  void a_throttled_answer_can_be_written_in_all_versions(Api<?, ?> api) {
    writeThrottled(api);
  }

  private static <R extends Record> void writeThrottled(Api<?, R> api) {
    R throttled = ThrottleStamp.stamp(api, api.response().empty(), 250);
    for (int version = api.lowest(); version <= api.highestStable(); version++) {
      MessageCodec.write(api.response(), throttled, version, UnpooledByteBufAllocator.DEFAULT)
          .release();
    }
    assertThat(throttled.toString()).contains("throttleTimeMs=250");
  }
}
