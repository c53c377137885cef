package io.weir.kafka.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.wire.Wire;
import io.weir.kafka.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramesTest {

  private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

  @Test
  void aRequestIsLengthHeaderBody() {
    RequestHeader header = Apis.METADATA.header(1, 7, "me");

    ByteBuf frame =
        Frames.writeRequest(
            Apis.METADATA, header, MetadataRequest.forTopics(List.of("t")), ALLOCATOR);

    assertThat(takeHex(frame))
        .isEqualTo("00000013" + "0003" + "0001" + "00000007" + "00026d65" + "00000001" + "000174");
  }

  @Test
  void aFlexibleHeaderKeepsTheLengthOfTheClientId() {
    RequestHeader header = Apis.API_VERSIONS.header(3, 7, "me");

    ByteBuf frame =
        Frames.writeRequest(
            Apis.API_VERSIONS, header, ApiVersionsRequest.from("a", "1"), ALLOCATOR);

    assertThat(takeHex(frame))
        .isEqualTo("00000012" + "0012" + "0003" + "00000007" + "00026d65" + "00" + "0261023100");
  }

  @Test
  void recordsAreSplicedIntoTheFrameAndRetainedUntilItIsReleased() {
    ByteBuf records = ALLOCATOR.buffer().writeBytes("batch".getBytes(StandardCharsets.UTF_8));
    RequestHeader header = Apis.PRODUCE.header(9, 1, null);

    ByteBuf frame = Frames.writeRequest(Apis.PRODUCE, header, produce(records), ALLOCATOR);

    assertThat(frame).isInstanceOf(CompositeByteBuf.class);
    assertThat(((CompositeByteBuf) frame).numComponents()).isEqualTo(3);
    assertThat(((CompositeByteBuf) frame).component(1).hasMemoryAddress()).isTrue();
    assertThat(((CompositeByteBuf) frame).component(1).memoryAddress())
        .isEqualTo(records.memoryAddress());
    assertThat(records.refCnt()).isEqualTo(2);
    frame.release();
    assertThat(records.refCnt()).isEqualTo(1);
    records.release();
  }

  @Test
  void aBodyThatCannotBeWrittenRetainsNothing() {
    ByteBuf records = ALLOCATOR.buffer().writeBytes("batch".getBytes(StandardCharsets.UTF_8));
    ProduceRequest request =
        new ProduceRequest(
            null, (short) 1, 1, List.of(topic("t", records), topic("x".repeat(40_000), records)));
    RequestHeader header = Apis.PRODUCE.header(9, 1, null);

    assertThatThrownBy(() -> Frames.writeRequest(Apis.PRODUCE, header, request, ALLOCATOR))
        .isInstanceOf(WireException.class)
        .hasMessage("ProduceRequest v9, field name: string of 40000 bytes, at most 32767");

    assertThat(records.refCnt()).isEqualTo(1);
    records.release();
  }

  @Test
  void aRequestIsReadBackWithItsRecordsBorrowed() {
    ByteBuf records = ALLOCATOR.buffer().writeBytes("batch".getBytes(StandardCharsets.UTF_8));
    RequestHeader header = Apis.PRODUCE.header(13, 5, "me");
    ProduceRequest request =
        new ProduceRequest(
            "tx",
            (short) -1,
            30_000,
            List.of(
                new TopicProduceData(
                    "", Wire.ZERO_UUID, List.of(new PartitionProduceData(3, records)))));
    ByteBuf frame = Frames.writeRequest(Apis.PRODUCE, header, request, ALLOCATOR);
    frame.skipBytes(Integer.BYTES);

    RequestHeader readHeader = Frames.readRequestHeader(frame);
    ProduceRequest read = Frames.readRequest(Apis.PRODUCE, readHeader, frame);

    assertThat(readHeader).isEqualTo(header);
    assertThat(read).isEqualTo(request);
    assertThat(frame.refCnt()).isEqualTo(1);
    frame.release();
    records.release();
  }

  @Test
  void aResponseAnswersItsRequest() {
    RequestHeader request = Apis.INIT_PRODUCER_ID.header(4, 11, null);
    InitProducerIdResponse response =
        new InitProducerIdResponse(0, (short) 0, 1000, (short) 2, -1, (short) -1);
    ByteBuf frame = Frames.writeResponse(Apis.INIT_PRODUCER_ID, request, response, ALLOCATOR);
    frame.skipBytes(Integer.BYTES);

    assertThat(Frames.correlationId(frame)).isEqualTo(11);
    assertThat(Frames.readResponse(Apis.INIT_PRODUCER_ID, request, frame)).isEqualTo(response);
    frame.release();
  }

  @Test
  void aResponseToAnotherRequestIsRefused() {
    ByteBuf frame = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("0000000b"));
    RequestHeader request = Apis.API_VERSIONS.header(0, 12, null);

    assertThatThrownBy(() -> Frames.readResponse(Apis.API_VERSIONS, request, frame))
        .isInstanceOf(WireException.class)
        .hasMessage("response to request 11 where 12 was due");
  }

  @Test
  void aBrokerThatIsTooOldForTheAskedApiVersionsIsUnderstood() {
    RequestHeader request = Apis.API_VERSIONS.header(5, 12, null);
    ByteBuf frame =
        Unpooled.wrappedBuffer(
            ByteBufUtil.decodeHexDump("0000000c" + "0023" + "00000001" + "001200000002"));

    ApiVersionsResponse response = Frames.readResponse(Apis.API_VERSIONS, request, frame);

    assertThat(response.error()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION);
    assertThat(response.apiKeys())
        .containsExactly(new ApiVersionsResponse.ApiVersion((short) 18, (short) 0, (short) 2));
  }

  @Test
  void theHeaderOfAVersionFromTheFutureIsReadable() {
    RequestHeader header =
        Frames.readRequestHeader(
            Unpooled.wrappedBuffer(
                ByteBufUtil.decodeHexDump(
                    "0012" + "0063" + "00000001" + "00026d65" + "00" + "ff")));

    assertThat(header).isEqualTo(Apis.API_VERSIONS.header(99, 1, "me"));
  }

  @Test
  void anUnknownApiIsRefused() {
    ByteBuf frame = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("03e80001000000010000"));

    assertThatThrownBy(() -> Frames.readRequestHeader(frame))
        .isInstanceOf(WireException.class)
        .hasMessage("request of unknown API key 1000 v1");
  }

  private static ProduceRequest produce(ByteBuf records) {
    return new ProduceRequest(null, (short) 1, 30_000, List.of(topic("t", records)));
  }

  private static TopicProduceData topic(String name, ByteBuf records) {
    return new TopicProduceData(
        name, Wire.ZERO_UUID, List.of(new PartitionProduceData(0, records)));
  }

  private static String takeHex(ByteBuf frame) {
    String hex = ByteBufUtil.hexDump(frame);
    frame.release();
    return hex;
  }
}
