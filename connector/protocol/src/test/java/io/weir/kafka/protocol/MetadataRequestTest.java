package io.weir.kafka.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.wire.MessageCodec;
import io.weir.kafka.wire.WireException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataRequestTest {

  @Test
  void allTopicsAreANullList() {
    assertThat(hex(MetadataRequest.allTopics(), 1)).isEqualTo("ffffffff");
    assertThat(hex(MetadataRequest.allTopics(), 9)).isEqualTo("00" + "01" + "00" + "00" + "00");
    assertThat(read("ffffffff", 1)).isEqualTo(MetadataRequest.allTopics());
  }

  @Test
  void version0HasNoNullList() {
    assertThatThrownBy(() -> hex(MetadataRequest.allTopics(), 0))
        .isInstanceOf(WireException.class)
        .hasMessage("MetadataRequest v0, field topics: null is not allowed in this version");
    assertThatThrownBy(() -> read("ffffffff", 0))
        .isInstanceOf(WireException.class)
        .hasMessage("MetadataRequest v0, field topics: null is not allowed");
  }

  @Test
  void topicsGoByName() {
    MetadataRequest request = MetadataRequest.forTopics(List.of("t"));

    assertThat(hex(request, 12))
        .isEqualTo("02" + "00".repeat(16) + "0274" + "00" + "01" + "00" + "00");
    assertThat(read(hex(request, 4), 4)).isEqualTo(request);
  }

  @Test
  void aBrokerBeforeVersion4CannotBeToldToCreateNothing() {
    MetadataRequest request = MetadataRequest.forTopics(List.of("t")).withoutAutoTopicCreation();

    assertThat(hex(request, 4)).isEqualTo("00000001" + "000174" + "00");
    assertThatThrownBy(() -> hex(request, 3))
        .isInstanceOf(WireException.class)
        .hasMessage(
            "MetadataRequest v3, field allowAutoTopicCreation: "
                + "this version cannot carry the value that is set");
  }

  private static String hex(MetadataRequest request, int version) {
    ByteBuf out =
        MessageCodec.write(
            MetadataRequest.SHAPE, request, version, UnpooledByteBufAllocator.DEFAULT);
    String hex = ByteBufUtil.hexDump(out);
    out.release();
    return hex;
  }

  private static MetadataRequest read(String hex, int version) {
    ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    return MessageCodec.read(MetadataRequest.SHAPE, in, version);
  }
}
