package io.weir.kafka.network;

import static io.weir.kafka.network.ConnectionFixture.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.weir.kafka.network.ConnectionFixture.Ending;
import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseBroker;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Damaged responses: whatever arrives, each request ends once and no other connection suffers. */
final class ResponseFuzzTest {

  private static final int ROUNDS = 2_000;

  @Test
  void aDamagedResponseIsReadOrRefusedAndNothingElseHappens() {
    SplittableRandom random = new SplittableRandom(20240607);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ConnectionFixture fixture = new ConnectionFixture().opened();
      Ending<MetadataResponse> ending = new Ending<>();
      fixture.connection.send(Apis.METADATA, MetadataRequest.SHAPE.empty(), OPTIONS, ending);
      fixture.loop.run();
      Received received = fixture.peer.lastRequest();
      byte[] body = damaged(response(received), random);
      ByteBuf frame = Unpooled.buffer().writeInt(body.length).writeBytes(body);
      received.link().send(frame);
      fixture.loop.run();
      assertThat(ending.pending()).isFalse();
      if (!ending.failures.isEmpty()) {
        refused++;
        assertThat(ending.failure().kind()).isEqualTo(Kind.MALFORMED);
        assertThat(fixture.connection.isReady()).isFalse();
      }
      fixture.connections.close();
      fixture.loop.run();
      assertThat(fixture.loop.waiting()).isZero();
      assertThat(frame.refCnt()).isZero();
    }
    assertThat(refused).as("damage that was noticed").isBetween(ROUNDS / 4, ROUNDS - 1);
  }

  private static byte[] response(Received received) {
    MetadataResponse response =
        new MetadataResponse(
            0,
            List.of(
                new MetadataResponseBroker(1, "one.example", 9092, null),
                new MetadataResponseBroker(2, "two.example", 9092, "rack")),
            "cluster",
            1,
            List.of(),
            Integer.MIN_VALUE,
            (short) 0);
    ByteBuf frame =
        Frames.writeResponse(Apis.METADATA, received.header(), response, ScriptedPeer.ALLOCATOR);
    byte[] body = ByteBufUtil.getBytes(frame.skipBytes(Integer.BYTES));
    frame.release();
    return body;
  }

  /** One to four bytes changed, behind the correlation id or in it. */
  private static byte[] damaged(byte[] body, SplittableRandom random) {
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      body[random.nextInt(body.length)] = (byte) random.nextInt();
    }
    return body;
  }
}
