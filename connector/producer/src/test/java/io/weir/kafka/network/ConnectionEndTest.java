package io.weir.kafka.network;

import static io.weir.kafka.network.ConnectionFixture.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.network.ConnectionFixture.Ending;
import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.network.ScriptedPeer.Welcome;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How an open connection rests, keeps silent and closes. */
final class ConnectionEndTest {

  private static final MetadataRequest REQUEST = MetadataRequest.SHAPE.empty();
  private static final MetadataResponse RESPONSE = MetadataResponse.SHAPE.empty();

  @RegisterExtension final WarningLog log = new WarningLog("io.weir.kafka.network");

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

  @Test
  void theSilenceIsNeitherLengthenedByAShorterOneNorAddedUp() {
    connection.throttle(500);
    loop.advance(Duration.ofMillis(300));
    connection.throttle(100);
    connection.throttle(200);
    loop.advance(Duration.ofMillis(199));
    assertThat(connection.isThrottled()).isTrue();
    loop.advance(Duration.ofMillis(1));
    assertThat(connection.isThrottled()).isFalse();
  }

  @Test
  void aNewConnectionDoesNotEndTheSilence() {
    connection.throttle(500);
    fixture.peer.lastLink().ended(new IOException("reset"));
    assertThat(connection.isThrottled()).as("there is nothing to be silent on").isFalse();
    connection.open();
    loop.advance(Duration.ofMillis(100));
    assertThat(connection.isReady()).isTrue();
    assertThat(connection.isThrottled()).isTrue();
    loop.advance(Duration.ofMillis(399));
    assertThat(connection.isThrottled()).isTrue();
    loop.advance(Duration.ofMillis(1));
    assertThat(connection.isThrottled()).isFalse();
    assertThat(fixture.news).endsWith("ready", "ready");
  }

  @Test
  void theEndOfASilenceIsNoNewsWithoutConnection() {
    connection.throttle(500);
    fixture.peer.lastLink().ended(new IOException("reset"));
    fixture.news.clear();
    loop.advance(Duration.ofSeconds(1));
    assertThat(fixture.news).isEmpty();
  }

  @Test
  void aSilentConnectionDoesNotRestSoThatTheEndOfTheSilenceIsTold() {
    connection.throttle(Duration.ofMinutes(10).toMillis());
    connection.rest();
    loop.advance(Duration.ofMinutes(10).minusMillis(1));
    assertThat(connection.isThrottled()).isTrue();
    loop.advance(Duration.ofMillis(1));
    assertThat(connection.isThrottled()).isFalse();
    assertThat(fixture.news).endsWith("ready");
  }

  @Test
  void aPeerThatTakesNoMoreBytesIsLeftEvenIfNothingIsToBeAnswered() {
    fixture.peer.lastLink().stuck = true;
    List<Throwable> told = new ArrayList<>();
    connection.sendWithoutResponse(Apis.METADATA, REQUEST, OPTIONS, told::add);
    loop.advance(Duration.ofSeconds(30).minusMillis(1));
    assertThat(told).isEmpty();
    loop.advance(Duration.ofMillis(1));
    assertThat(told).hasSize(1).doesNotContainNull();
    assertThat(fixture.peer.lastLink().closed).isTrue();
    assertThat(fixture.news).contains("unavailable: did not take Metadata within 30000 ms");
  }

  @Test
  void aRequestThatHasLeftIsNotMissed() {
    connection.sendWithoutResponse(Apis.METADATA, REQUEST, OPTIONS, failure -> {});
    loop.advance(Duration.ofMinutes(1));
    assertThat(connection.isReady()).isTrue();
  }

  @Test
  void aConnectionThatIsStillWritingDoesNotRest() {
    fixture.peer.lastLink().stuck = true;
    List<Throwable> told = new ArrayList<>();
    connection.sendWithoutResponse(Apis.METADATA, REQUEST, OPTIONS, told::add);
    connection.rest();
    assertThat(connection.isReady()).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void aPeerThatVanishesWithoutAWordHoldsUpNothing() {
    Ending<MetadataResponse> ending = send();
    fixture.peer.lastLink().vanished = true;
    loop.advance(Duration.ofSeconds(30));
    assertThat(ending.failure().kind()).isEqualTo(Kind.TIMED_OUT);
    connection.open();
    loop.advance(Duration.ofSeconds(1));
    assertThat(connection.isReady()).isTrue();
    Ending<MetadataResponse> second = send();
    loop.run();
    received().answer(Apis.METADATA, RESPONSE);
    loop.run();
    assertThat(second.response()).isEqualTo(RESPONSE);
  }

  @Test
  void aBrokerThatClosesAnIdleConnectionIsNoFault() {
    fixture.peer.lastLink().ended(null);
    loop.advance(Duration.ofHours(1));
    fixture.peer.welcome(Welcome.REFUSE);
    connection.open();
    loop.run();
    assertThat(log.warnings).as("only now is it wanted, and only now is it missed").isEmpty();
    for (int i = 0; i < 150; i++) {
      connection.open();
      loop.advance(Duration.ofMillis(100));
    }
    assertThat(log.warnings).hasSize(1).first().asString().startsWith("WEIR00301 no connection");
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
