package io.weir.kafka.network;

import io.weir.kafka.event.ObservedRequest;
import io.weir.kafka.event.Parting;
import io.weir.kafka.event.ProducerEvents;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One connection to a scripted peer in virtual time, and all that it has told. */
final class ConnectionFixture implements BrokerConnection.Listener, ProducerEvents {

  static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
  static final RequestOptions OPTIONS = RequestOptions.within(REQUEST_TIMEOUT.toNanos());

  final VirtualLoop loop = new VirtualLoop();
  final ScriptedPeer peer = new ScriptedPeer(loop);
  final List<String> news = new ArrayList<>();

  /** Why each connection ended, or did not come to be. */
  final List<String> partings = new ArrayList<>();

  /** What became of the requests that were sent. */
  final List<String> requests = new ArrayList<>();

  final Connections connections;
  final BrokerConnection connection;

  List<InetAddress> addresses = List.of(address(1));
  @Nullable Exception lookUpFailure;
  boolean lookUpHangs;
  final List<Resolver.Listener> hangingLookUps = new ArrayList<>();
  long lastRetryNanos;

  ConnectionFixture() {
    this(NetworkSettings.defaults("client"));
  }

  ConnectionFixture(NetworkSettings settings) {
    Resolver resolver =
        (ignored, host, listener) -> {
          if (lookUpHangs) {
            hangingLookUps.add(listener);
          } else {
            loop.execute(() -> listener.resolved(addresses, lookUpFailure));
          }
        };
    connections =
        new Connections(
            new Transport(loop, peer, resolver, ScriptedPeer.ALLOCATOR),
            settings,
            new SplittableRandom(1),
            this);
    connection = connections.to(new BrokerAddress(7, "broker-7", 9092));
    connection.addListener(this);
  }

  /** Opens the connection and forgets the news of that. */
  ConnectionFixture opened() {
    connection.open();
    loop.run();
    news.clear();
    return this;
  }

  static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException impossible) {
      throw new AssertionError(impossible);
    }
  }

  static InetSocketAddress socketAddress(int last) {
    return new InetSocketAddress(address(last), 9092);
  }

  static List<InetAddress> addresses(int... lasts) {
    return Arrays.stream(lasts).mapToObj(ConnectionFixture::address).toList();
  }

  @Override
  public void ready(BrokerConnection ready) {
    news.add("ready");
  }

  @Override
  public void unavailable(BrokerConnection unavailable, String reason, long retryAfterNanos) {
    news.add("unavailable: " + reason);
    lastRetryNanos = retryAfterNanos;
  }

  @Override
  public void connected(int brokerId) {
    news.add("connected " + brokerId);
  }

  @Override
  public void disconnected(int brokerId, Parting parting, String reason) {
    news.add("disconnected " + brokerId);
    partings.add(parting + ": " + reason);
  }

  @Override
  public void requestSent(ObservedRequest request) {
    requests.add("sent " + request.api() + " to " + request.brokerId());
  }

  @Override
  public void requestAnswered(ObservedRequest request, long latencyNanos) {
    requests.add("answered " + request.api() + " after " + latencyNanos + " ns");
  }

  @Override
  public void requestLost(ObservedRequest request) {
    requests.add("lost " + request.api());
  }

  @Override
  public void throttled(int brokerId, long throttleMs) {
    news.add("throttled " + throttleMs);
  }

  /** Keeps the one end that a request has. */
  static final class Ending<R> implements ResponseListener<R> {

    final List<R> responses = new ArrayList<>();
    final List<RequestFailure> failures = new ArrayList<>();

    @Override
    public void response(R response) {
      responses.add(response);
    }

    @Override
    public void failed(RequestFailure failure) {
      failures.add(failure);
    }

    boolean pending() {
      return responses.isEmpty() && failures.isEmpty();
    }

    RequestFailure failure() {
      if (failures.size() != 1 || !responses.isEmpty()) {
        throw new AssertionError("responses " + responses + ", failures " + failures);
      }
      return failures.get(0);
    }

    R response() {
      if (responses.size() != 1 || !failures.isEmpty()) {
        throw new AssertionError("responses " + responses + ", failures " + failures);
      }
      return responses.get(0);
    }
  }
}
