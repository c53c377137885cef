package io.weir.kafka.network;

import static io.weir.kafka.network.ConnectionFixture.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.network.ConnectionFixture.Ending;
import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an open connection rests, keeps silent and closes. */
final class ConnectionEndTest {

  private static final MetadataRequest REQUEST = MetadataRequest.SHAPE.empty();
  private static final MetadataResponse RESPONSE = MetadataResponse.SHAPE.empty();

  private final ConnectionFixture fixture = new ConnectionFixture().opened();
  private final BrokerConnection connection = fixture.connection;
  private final VirtualLoop loop = fixture.loop;

  @AfterEach
  void noTimerIsLeftAfterClose() {
    fixture.connections.close();
    loop.run();
    assertThat(loop.waiting()).isZero();
  }

  @Test
  void closeFailsWhatIsInFlightBeforeItReturns() {
    Ending<MetadataResponse> ending = send();
    loop.run();
    fixture.connections.close();
    assertThat(ending.failure().kind()).isEqualTo(Kind.CLOSED);
    assertThat(ending.failure().mayHaveArrived()).isTrue();
    assertThat(fixture.news).contains("unavailable: was disconnected by the producer");
    assertThat(fixture.lastRetryNanos).isNegative();
  }

  @Test
  void closeWithinAResponseStopsTheRest() {
    Ending<MetadataResponse> second = new Ending<>();
    connection.send(
        Apis.METADATA,
        REQUEST,
        OPTIONS,
        new ResponseListener<>() {
          @Override
          public void response(MetadataResponse response) {
            fixture.connections.close();
          }

          @Override
          public void failed(RequestFailure failure) {}
        });
    connection.send(Apis.METADATA, REQUEST, OPTIONS, second);
    loop.run();
    List<Received> both = fixture.peer.requests;
    fixture
        .peer
        .lastLink()
        .send(Unpooled.wrappedBuffer(responseTo(both.get(0)), responseTo(both.get(1))));
    loop.run();
    assertThat(second.failure().kind()).isEqualTo(Kind.CLOSED);
  }

  @Test
  void aThrottledConnectionSaysWhenItMaySpeakAgain() {
    connection.throttle(500);
    connection.throttle(200);
    assertThat(connection.isThrottled()).isTrue();
    loop.advance(Duration.ofMillis(499));
    assertThat(fixture.news).containsExactly("throttled 500", "throttled 200");
    loop.advance(Duration.ofMillis(1));
    assertThat(connection.isThrottled()).isFalse();
    assertThat(fixture.news).endsWith("ready");
  }

  @Test
  void anIdleConnectionIsClosedAndOpensAgain() {
    loop.advance(Duration.ofMinutes(5));
    Ending<MetadataResponse> ending = send();
    loop.run();
    received().answer(Apis.METADATA, RESPONSE);
    loop.advance(Duration.ofMinutes(8));
    assertThat(connection.isReady()).isTrue();
    loop.advance(Duration.ofMinutes(1));
    assertThat(connection.isReady()).isFalse();
    assertThat(fixture.news).containsExactly("disconnected 7");
    assertThat(ending.response()).isEqualTo(RESPONSE);

    connection.open();
    loop.run();
    assertThat(connection.isReady()).isTrue();
  }

  private Ending<MetadataResponse> send() {
    Ending<MetadataResponse> ending = new Ending<>();
    connection.send(Apis.METADATA, REQUEST, OPTIONS, ending);
    return ending;
  }

  private Received received() {
    return fixture.peer.lastRequest();
  }

  private static ByteBuf responseTo(Received received) {
    return Frames.writeResponse(Apis.METADATA, received.header(), RESPONSE, ScriptedPeer.ALLOCATOR);
  }
}
