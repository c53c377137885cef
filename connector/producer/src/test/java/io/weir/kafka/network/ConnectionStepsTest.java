package io.weir.kafka.network;

import static io.weir.kafka.network.ConnectionFixture.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.weir.kafka.network.ConnectionFixture.Ending;
import io.weir.kafka.network.ConnectionState.Phase;
import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.network.ScriptedPeer.PeerLink;
import io.weir.kafka.network.ScriptedPeer.Welcome;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event in every state: where it leads, and that close leaves nothing behind. */
final class ConnectionStepsTest {

  private enum Event {
    OPEN,
    REST,
    CLOSE,
    THROTTLE,
    SEND,
    STREAM_BREAKS,
    STREAM_SENDS_RUBBISH,
    OLD_STREAM_REPORTS,
    SETUP_TIME_PASSES,
    IDLE_TIME_PASSES
  }

  private final ConnectionFixture fixture = new ConnectionFixture();
  private final BrokerConnection connection = fixture.connection;

  static Stream<Arguments> stepsByState() {
    return Arrays.stream(Phase.values())
        .flatMap(
            state ->
                Arrays.stream(Event.values())
                    .map(event -> Arguments.of(state, event, expected(state, event))));
  }

  private static Phase expected(Phase state, Event event) {
    if (state == Phase.CLOSED || event == Event.CLOSE) {
      return Phase.CLOSED;
    }
    return switch (event) {
      case OPEN -> state == Phase.IDLE ? Phase.RESOLVING : state;
      case REST -> state == Phase.READY ? Phase.IDLE : state;
      case STREAM_BREAKS, STREAM_SENDS_RUBBISH ->
          switch (state) {
            case CONNECTING, HANDSHAKING, READY -> Phase.BACKING_OFF;
            default -> state;
          };
      case SETUP_TIME_PASSES ->
          switch (state) {
            case READY -> Phase.READY;
            default -> Phase.IDLE;
          };
      case IDLE_TIME_PASSES -> Phase.IDLE;
      default -> state;
    };
  }

  @ParameterizedTest(name = "{1} in {0} leads to {2}")
  @MethodSource("stepsByState")
  void eachEventLeadsWhereItShould(Phase state, Event event, Phase expected) {
    PeerLink old = useUpOneStream();
    bring(state);
    assertThat(connection.phase()).isEqualTo(state);
    fire(event, old);
    assertThat(connection.phase()).isEqualTo(expected);

    fixture.connections.close();
    fixture.loop.run();
    assertThat(fixture.loop.waiting()).isZero();
    assertThat(fixture.peer.links).allMatch(each -> each.closed);
  }

  private PeerLink useUpOneStream() {
    fixture.opened();
    PeerLink old = fixture.peer.lastLink();
    old.ended(new IOException("reset"));
    fixture.loop.advance(Duration.ofSeconds(2));
    return old;
  }

  private void bring(Phase state) {
    switch (state) {
      case IDLE -> {}
      case RESOLVING -> fixture.lookUpHangs = true;
      case CONNECTING -> fixture.peer.welcome(Welcome.IGNORE);
      case HANDSHAKING -> fixture.peer.keep(Apis.API_VERSIONS);
      case READY -> {}
      case BACKING_OFF -> fixture.peer.welcome(Welcome.REFUSE);
      case CLOSED -> fixture.connections.close();
    }
    if (state != Phase.IDLE) {
      fixture.opened();
    }
  }

  private void fire(Event event, PeerLink old) {
    PeerLink current = fixture.peer.lastLink();
    switch (event) {
      case OPEN -> connection.open();
      case REST -> connection.rest();
      case CLOSE -> fixture.connections.close();
      case THROTTLE -> connection.throttle(100);
      case SEND -> send();
      case STREAM_BREAKS -> current.ended(new IOException("reset"));
      case STREAM_SENDS_RUBBISH -> {
        current.send(Unpooled.buffer().writeInt(-1));
        fixture.loop.run();
      }
      case OLD_STREAM_REPORTS -> old.reportAll();
      case SETUP_TIME_PASSES -> fixture.loop.advance(Duration.ofSeconds(26));
      case IDLE_TIME_PASSES -> fixture.loop.advance(Duration.ofMinutes(10));
    }
  }

  private void send() {
    boolean ready = connection.isReady();
    Ending<MetadataResponse> ending = new Ending<>();
    connection.send(Apis.METADATA, MetadataRequest.SHAPE.empty(), OPTIONS, ending);
    fixture.loop.run();
    if (ready) {
      assertThat(ending.pending()).isTrue();
    } else {
      assertThat(ending.failure().kind()).isEqualTo(Kind.NOT_READY);
    }
  }
}
