package io.weir.kafka.testcluster.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.InitProducerIdResponse;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataRequest.MetadataRequestTopic;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseBroker;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseTopic;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.testcluster.message.ErrorAnswer.Refusal;
import io.weir.kafka.wire.MessageCodec;
import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Wire;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorAnswerTest {

  private static final ErrorCode ERROR = ErrorCode.REQUEST_TIMED_OUT;
  private static final ErrorAnswer TO_EVERYTHING =
      new ErrorAnswer(ERROR, Errors.REQUEST_TIMED_OUT.message(), PartFilter.EVERYTHING, id -> null);

  private static final String SAID_TWICE = "Fetch|ElectLeaders|AlterPartitionReassignments";
  private static final int FIRST_FETCH_BY_ID = 13;

  record Case(Api<?, ?> api, int version) {
    @Override
    public String toString() {
      return api.name() + " v" + version;
    }
  }

  static Stream<Case> everyApiInEveryVersion() {
    return Apis.ALL.stream()
        .filter(api -> api.key() != Apis.METADATA.key())
        .flatMap(
            api ->
                IntStream.rangeClosed(lowest(api), api.highestStable())
                    .mapToObj(version -> new Case(api, version)));
  }

  /** Below 3, DescribeLogDirs has no place for an error but with a folder. */
  private static int lowest(Api<?, ?> api) {
    return api.key() == Apis.DESCRIBE_LOG_DIRS.key() ? 3 : api.lowest();
  }

  @ParameterizedTest
  @MethodSource("everyApiInEveryVersion")
  void an_error_for_everything_is_said_as_kafka_says_it(Case each) {
    compare(each.api(), each.version());
  }

  private static <Q extends Record, R extends Record> void compare(Api<Q, R> api, int version) {
    Q request = SampleRequest.of(api, version);
    Refusal<Q, R> refusal = TO_EVERYTHING.refuse(api, version, request);
    assertThat(refusal).isInstanceOf(Refusal.Whole.class);
    R ours = ((Refusal.Whole<Q, R>) refusal).response();

    ApiKeys key = ApiKeys.forId(api.key());
    AbstractResponse theirs =
        AbstractRequest.parseRequest(key, (short) version, encoded(api.request(), request, version))
            .request
            .getErrorResponse(0, Errors.REQUEST_TIMED_OUT.exception());
    AbstractResponse oursRead =
        AbstractResponse.parseResponse(
            key, encoded(api.response(), ours, version), (short) version);
    assertThat(oursRead.errorCounts()).containsKey(Errors.REQUEST_TIMED_OUT);
    if (key != ApiKeys.FETCH || version < FIRST_FETCH_BY_ID) {
      // Later Kafka says an error for everything only at the top.
      assertThat(fieldsOf(oursRead)).isEqualTo(fieldsOf(theirs));
    }
  }

  /**
   * The fields whatever the order of topics, without messages, which Kafka leaves out here and
   * there, and without the code at the top where Kafka says it there and with each item.
   */
  private static List<String> fieldsOf(AbstractResponse response) {
    String text =
        response
            .data()
            .toString()
            .replaceAll("errorMessage=('[^']*'|null)", "errorMessage")
            .replaceAll("cap=\\d+", "cap")
            .replaceFirst(
                "^((%s)ResponseData.throttleTimeMs=0,( allow[^ ]*)? errorCode=)\\d+"
                    .formatted(SAID_TWICE),
                "$1");
    return Arrays.stream(text.split("[\\[\\](), ]+")).sorted().toList();
  }

  private static <T extends Record> ByteBufferAccessor encoded(
      MessageShape<T> shape, T message, int version) {
    ByteBuf bytes = MessageCodec.write(shape, message, version, UnpooledByteBufAllocator.DEFAULT);
    try {
      return new ByteBufferAccessor(ByteBuffer.wrap(ByteBufUtil.getBytes(bytes)));
    } finally {
      bytes.release();
    }
  }

  @Test
  void chosen_partitions_get_the_error_and_the_others_what_was_served() {
    ProduceRequest request = SampleRequest.of(Apis.PRODUCE, 9);
    TopicProduceData first = request.topicData().get(0);
    int chosen = first.partitionData().get(1).index();
    ErrorAnswer answer = to(first.name(), chosen);

    var partial =
        (Refusal.Partial<ProduceRequest, ProduceResponse>) answer.refuse(Apis.PRODUCE, 9, request);

    assertThat(NamedParts.of(ProduceRequest.SHAPE, partial.rest()))
        .hasSize(3)
        .doesNotContain(NamedPart.of(first.name(), chosen));
    ProduceResponse response = partial.completion().apply(served(partial.rest()));
    assertThat(response.responses())
        .flatExtracting(TopicProduceResponse::partitionResponses)
        .extracting(PartitionProduceResponse::error, PartitionProduceResponse::baseOffset)
        .containsExactly(
            tuple(ErrorCode.NONE, 40L),
            tuple(ERROR, -1L),
            tuple(ErrorCode.NONE, 40L),
            tuple(ErrorCode.NONE, 40L));
    assertThat(response.responses().get(0).partitionResponses().get(1).index()).isEqualTo(chosen);
  }

  @Test
  void topics_by_id_are_chosen_by_their_names() {
    ProduceRequest request = SampleRequest.of(Apis.PRODUCE, 13);
    UUID id = request.topicData().get(1).topicId();
    ErrorAnswer answer =
        new ErrorAnswer(
            ERROR,
            "",
            new PartFilter(Set.of("orders"), Set.of()),
            each -> each.equals(id) ? "orders" : null);

    var partial =
        (Refusal.Partial<ProduceRequest, ProduceResponse>) answer.refuse(Apis.PRODUCE, 13, request);

    assertThat(partial.rest().topicData()).containsExactly(request.topicData().get(0));
    ProduceResponse response = partial.completion().apply(served(partial.rest()));
    assertThat(response.responses().get(1).topicId()).isEqualTo(id);
    assertThat(response.responses().get(1).partitionResponses())
        .extracting(PartitionProduceResponse::error)
        .containsExactly(ERROR, ERROR);
  }

  private static ErrorAnswer to(String topic, int partition) {
    return new ErrorAnswer(ERROR, "", new PartFilter(Set.of(topic), Set.of(partition)), id -> null);
  }

  private static ProduceResponse served(ProduceRequest request) {
    return new ProduceResponse(
        request.topicData().stream().map(ErrorAnswerTest::served).toList(), 0, List.of());
  }

  private static TopicProduceResponse served(TopicProduceData topic) {
    return new TopicProduceResponse(
        topic.name(),
        topic.topicId(),
        topic.partitionData().stream()
            .map(each -> PartitionProduceResponse.appended(each.index(), 40, -1, 0))
            .toList());
  }

  @Test
  void metadata_is_served_so_that_the_client_keeps_its_brokers() {
    MetadataRequest request =
        new MetadataRequest(
            List.of(
                new MetadataRequestTopic(Wire.ZERO_UUID, "orders"),
                new MetadataRequestTopic(Wire.ZERO_UUID, "other")),
            true,
            false,
            false);
    ErrorAnswer answer =
        new ErrorAnswer(ERROR, "", PartFilter.EVERYTHING.withTopics(List.of("orders")), id -> null);

    var partial =
        (Refusal.Partial<MetadataRequest, MetadataResponse>)
            answer.refuse(Apis.METADATA, 9, request);

    assertThat(partial.rest().topics())
        .extracting(MetadataRequestTopic::name)
        .containsExactly("other");
    MetadataResponse response = partial.completion().apply(metadata("other"));
    assertThat(response.brokers()).hasSize(1);
    assertThat(response.topics())
        .extracting(MetadataResponseTopic::name, MetadataResponseTopic::error)
        .containsExactly(tuple("orders", ERROR), tuple("other", ErrorCode.NONE));
  }

  @Test
  void metadata_of_all_topics_gets_the_error_on_the_chosen_ones() {
    MetadataRequest all = new MetadataRequest(null, true, false, false);
    ErrorAnswer answer =
        new ErrorAnswer(ERROR, "", PartFilter.EVERYTHING.withTopics(List.of("orders")), id -> null);

    var partial =
        (Refusal.Partial<MetadataRequest, MetadataResponse>) answer.refuse(Apis.METADATA, 9, all);

    assertThat(partial.rest()).isEqualTo(all);
    MetadataResponse response = partial.completion().apply(metadata("orders", "other"));
    assertThat(response.topics())
        .extracting(MetadataResponseTopic::name, MetadataResponseTopic::error)
        .containsExactly(tuple("orders", ERROR), tuple("other", ErrorCode.NONE));
  }

  private static MetadataResponse metadata(String... topics) {
    return new MetadataResponse(
        0,
        List.of(new MetadataResponseBroker(1, "localhost", 9092, null)),
        "cluster",
        1,
        Stream.of(topics)
            .map(
                name ->
                    new MetadataResponseTopic((short) 0, name, Wire.ZERO_UUID, false, List.of(), 0))
            .toList(),
        0,
        (short) 0);
  }

  @Test
  void an_error_after_the_fact_leaves_the_rest_of_the_response_as_it_was() {
    ProduceResponse served = served(SampleRequest.of(Apis.PRODUCE, 9));
    TopicProduceResponse last = served.responses().get(1);
    int chosen = last.partitionResponses().get(0).index();

    ProduceResponse stamped = to(last.name(), chosen).stamp(Apis.PRODUCE, 9, served);

    assertThat(stamped.responses().get(0)).isEqualTo(served.responses().get(0));
    assertThat(stamped.responses().get(1).partitionResponses().get(0))
        .extracting(PartitionProduceResponse::error, PartitionProduceResponse::baseOffset)
        .containsExactly(ERROR, 40L);
    assertThat(stamped.responses().get(1).partitionResponses().get(1))
        .isEqualTo(last.partitionResponses().get(1));
  }

  @Test
  void an_error_after_the_fact_stands_at_the_top_where_a_response_has_no_items() {
    InitProducerIdResponse served =
        new InitProducerIdResponse(0, (short) 0, 7, (short) 1, -1, (short) -1);

    assertThat(TO_EVERYTHING.stamp(Apis.INIT_PRODUCER_ID, 4, served).errorCode())
        .isEqualTo(ERROR.code());
  }
}
