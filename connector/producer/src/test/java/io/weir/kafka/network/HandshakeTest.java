package io.weir.kafka.network;

import static io.weir.kafka.network.ScriptedPeer.version;
import static io.weir.kafka.network.ScriptedPeer.versions;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.protocol.ApiVersionsRequest;
import io.weir.kafka.protocol.ApiVersionsResponse;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is agreed before a connection is ready. */
final class HandshakeTest {

  private final ConnectionFixture fixture = new ConnectionFixture();
  private final BrokerConnection connection = fixture.connection;
  private final ScriptedPeer peer = fixture.peer;
  private final VirtualLoop loop = fixture.loop;

  @AfterEach
  void noTimerIsLeftAfterClose() {
    fixture.connections.close();
    loop.run();
    assertThat(loop.waiting()).isZero();
    assertThat(peer.links).allMatch(each -> each.closed);
  }

  @Test
  void theNewestCommonVersionIsAgreed() {
    peer.rule(
        Apis.API_VERSIONS,
        received ->
            versions(
                (short) 0, List.of(version(Apis.METADATA, 0, 7), version(Apis.FETCH, 99, 99))));
    assertThat(connection.version(Apis.METADATA))
        .as("before")
        .isEqualTo(BrokerConnection.UNSUPPORTED);
    open();
    assertThat(connection.version(Apis.METADATA)).isEqualTo(7);
    assertThat(connection.version(Apis.FETCH)).isEqualTo(BrokerConnection.UNSUPPORTED);
    assertThat(connection.version(Apis.PRODUCE)).isEqualTo(BrokerConnection.UNSUPPORTED);
  }

  @Test
  void anUnreleasedVersionIsNeverSpoken() {
    open();
    assertThat(Apis.INIT_PRODUCER_ID.highest()).isEqualTo(6);
    assertThat(connection.version(Apis.INIT_PRODUCER_ID)).isEqualTo(5);
  }

  @Test
  void aBrokerThatDoesNotKnowTheNewestHandshakeIsAskedAtItsOwnMaximum() {
    List<Integer> asked = oldBroker(2, List.of(version(Apis.API_VERSIONS, 0, 2)));
    open();
    assertThat(asked).containsExactly(5, 2);
    assertThat(connection.isReady()).isTrue();
  }

  @Test
  void aBrokerThatDoesNotEvenSayItsMaximumIsAskedInVersionZero() {
    List<Integer> asked = oldBroker(0, List.of());
    open();
    assertThat(asked).containsExactly(5, 0);
    assertThat(connection.isReady()).isTrue();
  }

  @Test
  void aBrokerThatRefusesEveryHandshakeIsGivenUp() {
    List<Integer> asked = oldBroker(-1, List.of(version(Apis.API_VERSIONS, 0, 5)));
    open();
    assertThat(asked).containsExactly(5, 4, 3, 2, 1, 0);
    assertThat(fixture.news)
        .contains(
            "unavailable: refused the handshake with UNSUPPORTED_VERSION: "
                + ErrorCode.UNSUPPORTED_VERSION.text());
  }

  @Test
  void theHandshakeSaysWhoIsAsking() {
    peer.keep(Apis.API_VERSIONS);
    open();
    Received hello = peer.lastRequest();
    assertThat(hello.header().clientId()).isEqualTo("client");
    assertThat(((ApiVersionsRequest) hello.body()).clientSoftwareName()).isEqualTo("weir-kafka");
    assertThat(((ApiVersionsRequest) hello.body()).clientSoftwareVersion()).isNotEmpty();
  }

  @Test
  void aThrottledHandshakeIsRespected() {
    peer.rule(
        Apis.API_VERSIONS,
        received ->
            new ApiVersionsResponse(
                (short) 0, versions().apiKeys(), 100, List.of(), -1, List.of(), false));
    open();
    assertThat(connection.isReady()).isTrue();
    assertThat(connection.isThrottled()).isTrue();
    loop.advance(Duration.ofMillis(100));
    assertThat(connection.isThrottled()).isFalse();
  }

  @Test
  void aSilentHandshakeIsGivenUpAfterTheSetupTimeout() {
    peer.keep(Apis.API_VERSIONS);
    open();
    loop.advance(Duration.ofSeconds(12));
    assertThat(fixture.news).last().asString().contains("did not answer ApiVersions v5 within");
    assertThat(peer.lastLink().closed).isTrue();
  }

  private void open() {
    connection.open();
    loop.run();
  }

  /** Answers in version {@code known} and below only; says which versions it was asked in. */
  private List<Integer> oldBroker(int known, List<ApiVersionsResponse.ApiVersion> admitted) {
    List<Integer> asked = new ArrayList<>();
    peer.rule(
        Apis.API_VERSIONS,
        received -> {
          int version = received.header().requestApiVersion();
          asked.add(version);
          return version <= known
              ? versions()
              : versions(ErrorCode.UNSUPPORTED_VERSION.code(), admitted);
        });
    return asked;
  }
}
