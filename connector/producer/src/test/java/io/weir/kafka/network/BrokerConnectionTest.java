package io.weir.kafka.network;

import static io.weir.kafka.network.ConnectionFixture.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.network.ConnectionFixture.Ending;
import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.network.RequestFailure.Reach;
import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and responses of an open connection. */
final class BrokerConnectionTest {

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
  void aRequestHasItsResponse() {
    Ending<MetadataResponse> ending = send();
    loop.run();
    assertThat(connection.inFlight()).isOne();
    assertThat(received().header().clientId()).isEqualTo("client");

    received().answer(Apis.METADATA, RESPONSE);
    loop.run();
    assertThat(ending.response()).isEqualTo(RESPONSE);
    assertThat(connection.inFlight()).isZero();
  }

  @Test
  void responsesInPiecesAreGathered() {
    Ending<MetadataResponse> ending = send();
    loop.run();
    ByteBuf frame = responseTo(received());
    while (frame.isReadable()) {
      assertThat(ending.pending()).isTrue();
      received().link().send(frame.readRetainedSlice(1));
    }
    frame.release();
    loop.run();
    assertThat(ending.response()).isEqualTo(RESPONSE);
  }

  @Test
  void severalResponsesInOneReadAreToldInOrder() {
    Ending<MetadataResponse> first = send();
    Ending<MetadataResponse> second = send();
    loop.run();
    List<Received> both = fixture.peer.requests;
    received()
        .link()
        .send(Unpooled.wrappedBuffer(responseTo(both.get(0)), responseTo(both.get(1))));
    loop.run();
    assertThat(first.response()).isEqualTo(RESPONSE);
    assertThat(second.response()).isEqualTo(RESPONSE);
  }

  @Test
  void aRequestBeforeReadyFailsAsNotWritten() {
    ConnectionFixture idle = new ConnectionFixture();
    Ending<MetadataResponse> ending = new Ending<>();
    idle.connection.send(Apis.METADATA, REQUEST, OPTIONS, ending);
    assertThat(ending.pending()).as("never inside the call").isTrue();
    idle.loop.run();
    assertThat(ending.failure().reach()).isEqualTo(Reach.NOT_WRITTEN);
    assertThat(ending.failure().kind()).isEqualTo(Kind.NOT_READY);
    assertThat(ending.failure().text())
        .isEqualTo("broker 7 (broker-7:9092) is not connected; Metadata was not sent");
  }

  @Test
  void aLateResponseClosesTheConnectionAndFailsAllRequests() {
    Ending<MetadataResponse> first = send();
    loop.advance(Duration.ofSeconds(29));
    Ending<MetadataResponse> second = send();
    assertThat(first.pending()).isTrue();

    loop.advance(Duration.ofSeconds(1));
    assertThat(first.failure().kind()).isEqualTo(Kind.TIMED_OUT);
    assertThat(first.failure().reach()).isEqualTo(Reach.POSSIBLY_WRITTEN);
    assertThat(first.failure().text())
        .contains("broker 7 (broker-7:9092) did not answer Metadata v13 within 30000 ms");
    assertThat(second.failure().mayHaveArrived()).isTrue();
    assertThat(fixture.peer.lastLink().closed).isTrue();
    assertThat(connection.isReady()).isFalse();
  }

  @Test
  void aShorterTimeoutBehindALongerOneIsKept() {
    send();
    Ending<MetadataResponse> hurried = new Ending<>();
    RequestOptions oneSecond = RequestOptions.within(Duration.ofSeconds(1).toNanos());
    connection.send(Apis.METADATA, REQUEST, oneSecond, hurried);
    loop.advance(Duration.ofMillis(999));
    assertThat(hurried.pending()).isTrue();
    loop.advance(Duration.ofMillis(1));
    assertThat(hurried.failure().text()).contains("within 1000 ms");
  }

  @Test
  void anAnsweredRequestNeverTimesOut() {
    send();
    loop.run();
    received().answer(Apis.METADATA, RESPONSE);
    loop.advance(Duration.ofSeconds(20));
    Ending<MetadataResponse> second = send();
    loop.advance(Duration.ofSeconds(29));
    assertThat(second.pending()).isTrue();
    assertThat(connection.isReady()).isTrue();
    loop.advance(Duration.ofSeconds(1));
    assertThat(second.failure().kind()).isEqualTo(Kind.TIMED_OUT);
  }

  @Test
  void aBrokenStreamFailsItsRequests() {
    Ending<MetadataResponse> ending = send();
    loop.run();
    fixture.peer.lastLink().ended(new IOException("Connection reset"));
    assertThat(ending.failure().kind()).isEqualTo(Kind.DISCONNECTED);
    assertThat(ending.failure().mayHaveArrived()).isTrue();
    assertThat(ending.failure().text()).contains("Connection reset");
  }

  @Test
  void aRequestThatNeverLeftIsKnownNotToHaveArrived() {
    Ending<MetadataResponse> left = send();
    loop.run();
    fixture.peer.lastLink().stuck = true;
    Ending<MetadataResponse> stuck = send();
    loop.advance(Duration.ofSeconds(31));
    assertThat(left.failure().reach()).isEqualTo(Reach.POSSIBLY_WRITTEN);
    assertThat(stuck.failure().reach()).isEqualTo(Reach.NOT_WRITTEN);
  }

  @Test
  void aFailedWriteBreaksTheConnection() {
    fixture.peer.lastLink().stuck = true;
    Ending<MetadataResponse> ending = send();
    fixture.peer.lastLink().failWrites(new IOException("Broken pipe"));
    assertThat(ending.pending()).as("never inside the call that writes").isTrue();
    loop.run();
    assertThat(ending.failure().reach()).isEqualTo(Reach.NOT_WRITTEN);
    assertThat(ending.failure().text()).contains("Broken pipe");
    assertThat(connection.isReady()).isFalse();
  }

  @Test
  void aResponseToAnotherRequestClosesTheConnection() {
    Ending<MetadataResponse> first = send();
    Ending<MetadataResponse> second = send();
    loop.run();
    fixture.peer.lastRequest().answer(Apis.METADATA, RESPONSE);
    loop.run();
    assertThat(first.failure().kind()).isEqualTo(Kind.MALFORMED);
    assertThat(first.failure().text()).contains("sent a malformed response");
    assertThat(second.failure().mayHaveArrived()).isTrue();
    assertThat(fixture.peer.lastLink().closed).isTrue();
  }

  @Test
  void aResponseToNoRequestClosesTheConnection() {
    fixture.peer.lastLink().send(frame(4, new byte[4]));
    loop.run();
    assertThat(fixture.news)
        .contains("unavailable: sent a malformed response: it answers no request");
  }

  @Test
  void aLengthOutOfBoundsClosesTheConnection() {
    for (int length : new int[] {-1, Integer.MIN_VALUE, (100 << 20) + 1, Integer.MAX_VALUE}) {
      ConnectionFixture each = new ConnectionFixture().opened();
      Ending<MetadataResponse> ending = new Ending<>();
      each.connection.send(Apis.METADATA, REQUEST, OPTIONS, ending);
      each.peer.lastLink().send(frame(length, new byte[0]));
      each.loop.run();
      assertThat(ending.failure().kind()).isEqualTo(Kind.MALFORMED);
      assertThat(ending.failure().text()).contains("a response of " + length + " bytes");
    }
  }

  @Test
  void aTruncatedResponseClosesTheConnection() {
    for (int bytes = 0; bytes < 20; bytes++) {
      ConnectionFixture each = new ConnectionFixture().opened();
      Ending<MetadataResponse> ending = new Ending<>();
      each.connection.send(Apis.METADATA, REQUEST, OPTIONS, ending);
      each.loop.run();
      ByteBuf whole = responseTo(each.peer.lastRequest());
      byte[] part = new byte[Math.min(bytes, whole.readableBytes() - Integer.BYTES - 1)];
      whole.getBytes(Integer.BYTES, part).release();
      each.peer.lastLink().send(frame(part.length, part));
      each.loop.run();
      assertThat(ending.failure().kind()).isEqualTo(Kind.MALFORMED);
      each.connections.close();
    }
  }

  @Test
  void whatAListenerThrowsHarmsNobody() {
    connection.send(
        Apis.METADATA,
        REQUEST,
        OPTIONS,
        new ResponseListener<>() {
          @Override
          public void response(MetadataResponse response) {
            throw new IllegalStateException("a listener's own fault");
          }

          @Override
          public void failed(RequestFailure failure) {}
        });
    Ending<MetadataResponse> second = send();
    loop.run();
    fixture.peer.requests.forEach(each -> each.answer(Apis.METADATA, RESPONSE));
    assertThatCode(loop::run).doesNotThrowAnyException();
    assertThat(second.response()).isEqualTo(RESPONSE);
  }

  @Test
  void aRequestWithoutResponseIsToldWhenItHasLeft() {
    @Nullable Throwable[] told = {new AssertionError("not told")};
    connection.sendWithoutResponse(Apis.METADATA, REQUEST, OPTIONS, failure -> told[0] = failure);
    assertThat(connection.inFlight()).isZero();
    loop.run();
    assertThat(told[0]).isNull();
  }

  @Test
  void aRequestWithoutResponseFailsWithoutConnection() {
    ConnectionFixture idle = new ConnectionFixture();
    @Nullable Throwable[] told = {null};
    idle.connection.sendWithoutResponse(
        Apis.METADATA, REQUEST, OPTIONS, failure -> told[0] = failure);
    idle.loop.run();
    assertThat(told[0]).hasMessage("is not connected");
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

  private static ByteBuf frame(int length, byte[] body) {
    return Unpooled.buffer().writeInt(length).writeBytes(body);
  }
}
