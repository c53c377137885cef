package io.weir.kafka.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.wire.MessageCodec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Version 0, which the newest kafka-clients does not know, and how it differs from the others. */
class RequestHeaderTest {

  @ParameterizedTest
  @CsvSource({
    "0, '', 0007 0000 0000002a",
    "1, me, 0007 0000 0000002a 0002 6d65",
    "1, , 0007 0000 0000002a ffff",
    "2, me, 0007 0000 0000002a 0002 6d65 00",
  })
  void eachVersionAddsToTheOneBefore(int version, String clientId, String spaced) {
    RequestHeader header = new RequestHeader((short) 7, (short) 0, 42, clientId);
    String hex = spaced.replace(" ", "");

    ByteBuf out =
        MessageCodec.write(RequestHeader.SHAPE, header, version, UnpooledByteBufAllocator.DEFAULT);
    ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));

    assertThat(ByteBufUtil.hexDump(out)).isEqualTo(hex);
    assertThat(MessageCodec.read(RequestHeader.SHAPE, in, version)).isEqualTo(header);
    out.release();
  }
}
