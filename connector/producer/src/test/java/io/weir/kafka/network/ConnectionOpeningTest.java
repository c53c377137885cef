package io.weir.kafka.network;

import static io.weir.kafka.network.ConnectionFixture.OPTIONS;
import static io.weir.kafka.network.ConnectionFixture.addresses;
import static io.weir.kafka.network.ConnectionFixture.socketAddress;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.ConnectionFixture.Ending;
import io.weir.kafka.network.ScriptedPeer.PeerLink;
import io.weir.kafka.network.ScriptedPeer.Welcome;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.MetadataRequest;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a connection opens, and what it does when it cannot. */
final class ConnectionOpeningTest {

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
  void nothingHappensUntilItIsAskedFor() {
    loop.advance(Duration.ofHours(1));
    assertThat(peer.links).isEmpty();
    assertThat(connection.isOpening()).isFalse();
  }

  @Test
  void itOpensWhenAskedForAndOnlyOnce() {
    open();
    open();
    assertThat(connection.isReady()).isTrue();
    assertThat(peer.links).hasSize(1);
    assertThat(fixture.news).containsExactly("connected 7", "ready");
  }

  @Test
  void anUnresolvableNameIsAnOrdinaryFailure() {
    fixture.addresses = List.of();
    fixture.lookUpFailure = new UnknownHostException("broker-7: Name or service not known");
    open();
    assertThat(fixture.news)
        .contains("unavailable: cannot be resolved: broker-7: Name or service not known");
    assertThat(fixture.lastRetryNanos).isBetween(40_000_000L, 60_000_000L);

    fixture.addresses = addresses(1);
    connection.open();
    loop.advance(Duration.ofMillis(60));
    assertThat(connection.isReady()).isTrue();
  }

  @Test
  void aHangingLookUpIsGivenUpAndItsLateAnswerIgnored() {
    fixture.lookUpHangs = true;
    open();
    loop.advance(Duration.ofSeconds(12));
    assertThat(fixture.news).last().asString().contains("could not be resolved within");

    open();
    assertThat(fixture.hangingLookUps).hasSize(2);
    fixture.hangingLookUps.get(0).resolved(addresses(1), null);
    loop.run();
    assertThat(peer.links).isEmpty();
    fixture.hangingLookUps.get(1).resolved(addresses(2), null);
    loop.run();
    assertThat(links()).containsExactly(2);
  }

  @Test
  void eachAddressOfANameIsTriedInTurn() {
    fixture.addresses = addresses(1, 2, 3);
    peer.welcome(socketAddress(1), Welcome.REFUSE);
    peer.welcome(socketAddress(2), Welcome.IGNORE);
    open();
    assertThat(links()).containsExactly(1, 2);
    loop.advance(Duration.ofSeconds(12));
    assertThat(links()).containsExactly(1, 2, 3);
    assertThat(connection.isReady()).isTrue();
    assertThat(fixture.news).containsExactly("connected 7", "ready");
  }

  @Test
  void anAddressWhoseHandshakeFailsIsFollowedByTheNext() {
    fixture.addresses = addresses(1, 2);
    peer.keep(Apis.API_VERSIONS);
    open();
    peer.lastLink().ended(new IOException("reset"));
    assertThat(links()).containsExactly(1, 2);
    loop.run();
    peer.lastLink().ended(null);
    assertThat(fixture.news).contains("unavailable: closed the connection");
  }

  @Test
  void anAddressBehindWhichTheBrokerFellSilentIsTriedLast() {
    fixture.addresses = addresses(1, 2);
    open();
    connection.send(Apis.METADATA, MetadataRequest.SHAPE.empty(), OPTIONS, new Ending<>());
    loop.advance(Duration.ofSeconds(30));
    assertThat(fixture.news).last().asString().contains("did not answer Metadata");
    open();
    loop.advance(Duration.ofSeconds(1));
    assertThat(links()).containsExactly(1, 2);

    peer.lastLink().ended(new IOException("reset"));
    open();
    loop.advance(Duration.ofSeconds(1));
    assertThat(links()).as("a broken stream says nothing about its address").endsWith(2, 2);
  }

  @Test
  void backoffGrowsFromFailureToFailureUpToItsBound() {
    peer.welcome(Welcome.REFUSE);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      open();
      waits.add(Duration.ofNanos(fixture.lastRetryNanos).toMillis());
      loop.advance(Duration.ofNanos(fixture.lastRetryNanos));
    }
    long[] expected = {50, 100, 200, 400, 800, 1000, 1000, 1000};
    for (int i = 0; i < expected.length; i++) {
      assertThat(waits.get(i)).isBetween(expected[i] * 8 / 10, expected[i] * 12 / 10);
    }
    assertThat(peer.links).hasSize(8);
  }

  @Test
  void anAttemptIsMadeAfterTheBackoffOnlyIfAskedFor() {
    peer.welcome(Welcome.REFUSE);
    open();
    loop.advance(Duration.ofMinutes(1));
    assertThat(peer.links).as("nobody asked").hasSize(1);

    open();
    connection.open();
    assertThat(peer.links).as("not before the backoff is over").hasSize(2);
    loop.advance(Duration.ofNanos(fixture.lastRetryNanos));
    assertThat(peer.links).hasSize(3);
  }

  @Test
  void aSuccessResetsTheBackoff() {
    peer.welcome(Welcome.REFUSE);
    for (int i = 0; i < 5; i++) {
      open();
      loop.advance(Duration.ofSeconds(2));
    }
    peer.welcome(Welcome.ACCEPT);
    open();
    peer.lastLink().ended(new IOException("reset"));
    assertThat(fixture.lastRetryNanos).isLessThanOrEqualTo(60_000_000L);
  }

  @Test
  void theSetupTimeoutGrowsToItsBound() {
    peer.welcome(Welcome.IGNORE);
    open();
    for (int i = 0; i < 3; i++) {
      loop.advance(Duration.ofSeconds(36));
      connection.open();
      loop.advance(Duration.ofSeconds(2));
    }
    int before = peer.links.size();
    loop.advance(Duration.ofSeconds(20));
    assertThat(peer.links).as("30 s less jitter have not passed").hasSize(before);
    assertThat(peer.lastLink().closed).isFalse();
  }

  @Test
  void closeGivesUpWhateverIsUnderWay() {
    fixture.lookUpHangs = true;
    open();
    fixture.connections.close();
    loop.run();
    assertThat(loop.waiting()).isZero();
    assertThat(connection.isOpening()).isFalse();

    ConnectionFixture connecting = new ConnectionFixture();
    connecting.peer.welcome(Welcome.IGNORE);
    connecting.opened().connections.close();
    connecting.loop.run();
    assertThat(connecting.loop.waiting()).isZero();
    assertThat(connecting.peer.lastLink().closed).isTrue();
  }

  @Test
  void aClosedConnectionNeverOpensAgain() {
    fixture.connections.close();
    open();
    assertThat(peer.links).isEmpty();
    assertThat(fixture.connections.to(new BrokerAddress(8, "h", 1)).isReady()).isFalse();
    fixture.connections.to(new BrokerAddress(8, "h", 1)).open();
    loop.run();
    assertThat(peer.links).isEmpty();
  }

  @Test
  void aBrokerThatMovesGetsAConnectionOfItsOwn() {
    open();
    assertThat(fixture.connections.to(connection.address())).isSameAs(connection);
    BrokerConnection moved = fixture.connections.to(new BrokerAddress(7, "elsewhere", 9092));
    assertThat(moved).isNotSameAs(connection);
    assertThat(connection.isReady()).isFalse();
    assertThat(fixture.news).contains("unavailable: was disconnected by the producer");
    moved.open();
    loop.run();
    assertThat(moved.isReady()).isTrue();
  }

  @Test
  void connectingToOneBrokerTouchesNoOther() {
    open();
    BrokerConnection other = fixture.connections.to(new BrokerAddress(8, "other", 9092));
    other.open();
    loop.run();
    peer.lastLink().ended(new IOException("reset"));
    assertThat(other.isReady()).isFalse();
    assertThat(connection.isReady()).isTrue();
  }

  private void open() {
    connection.open();
    loop.run();
  }

  /** The last byte of each address that was tried. */
  private List<Integer> links() {
    return peer.links.stream()
        .map((PeerLink each) -> (int) each.address.getAddress().getAddress()[3])
        .toList();
  }
}
