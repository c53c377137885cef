package io.weir.kafka.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.ConnectionFixture.Ending;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an observer hears of a connection: how it ended, and what became of its requests. */
class ConnectionEventsTest {

  private static final MetadataRequest REQUEST =
      new MetadataRequest(List.of(), false, false, false);

  private static final MetadataResponse EMPTY =
      new MetadataResponse(0, List.of(), "cluster", 1, List.of(), Integer.MIN_VALUE, (short) 0);

  private final ConnectionFixture fixture = new ConnectionFixture();

  @Test
  void aConnectionThatNobodyNeedsEndsAsUnneeded() {
    fixture.opened();

    fixture.connection.rest();

    assertThat(fixture.partings)
        .containsExactly("UNNEEDED: broker 7 (broker-7:9092) was not needed");
  }

  @Test
  void anIdleConnectionEndsAsUnneeded() {
    fixture.opened();

    fixture.loop.advance(Duration.ofMinutes(20));

    assertThat(fixture.partings).singleElement().asString().startsWith("UNNEEDED").contains("idle");
  }

  @Test
  void anOpenConnectionThatIsLostIsBroken() {
    fixture.opened();

    fixture.peer.lastLink().ended(new IOException("reset"));

    assertThat(fixture.partings).singleElement().asString().startsWith("BROKEN").contains("reset");
  }

  @Test
  void aConnectionThatDoesNotComeToBeIsNotOpened() {
    fixture.lookUpFailure = new IOException("no such host");
    fixture.addresses = List.of();

    fixture.connection.open();
    fixture.loop.run();

    assertThat(fixture.partings)
        .containsExactly("NOT_OPENED: broker 7 (broker-7:9092) cannot be resolved: no such host");
  }

  @Test
  void theProducerClosesAConnectionByChoice() {
    fixture.opened();

    fixture.connections.close();

    assertThat(fixture.partings).singleElement().asString().startsWith("CLOSED");
  }

  @Test
  void aRequestIsToldWhenItIsSentAndWhenItIsAnswered() {
    fixture.opened();
    fixture.requests.clear();
    Ending<MetadataResponse> ending = new Ending<>();

    fixture.connection.send(Apis.METADATA, REQUEST, ConnectionFixture.OPTIONS, ending);
    fixture.loop.advance(Duration.ofMillis(3));
    fixture.peer.lastRequest().answer(Apis.METADATA, EMPTY);
    fixture.loop.run();

    assertThat(ending.response()).isNotNull();
    assertThat(fixture.requests)
        .containsExactly("sent Metadata to 7", "answered Metadata after 3000000 ns");
  }

  @Test
  void aRequestThatGoesDownWithItsConnectionIsLost() {
    fixture.opened();
    fixture.requests.clear();
    Ending<MetadataResponse> ending = new Ending<>();

    fixture.connection.send(Apis.METADATA, REQUEST, ConnectionFixture.OPTIONS, ending);
    fixture.loop.run();
    fixture.peer.lastLink().ended(new IOException("reset"));

    assertThat(ending.failures).hasSize(1);
    assertThat(fixture.requests).containsExactly("sent Metadata to 7", "lost Metadata");
  }
}
