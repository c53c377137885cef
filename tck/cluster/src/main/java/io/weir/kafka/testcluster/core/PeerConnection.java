package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.broker.PeerLink;
import io.weir.kafka.testcluster.fault.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A connection from one broker, the client, to another, the server, over the {@link
 * InterBrokerNetwork}: both of its ends.
 *
 * <p>Owned by the core's thread. It opens with the first request, at whichever process of the
 * server runs then, and ends with either process.
 */
final class PeerConnection implements PeerLink {

  private final Nodes nodes;
  private final BrokerProcess client;
  private final int server;
  private final Listener listener;

  /** All three: owned by the core's thread. */
  private @Nullable Connection atServer;

  private boolean clientClosed;
  private boolean serverClosed;

  PeerConnection(Nodes nodes, BrokerProcess client, int server, Listener listener) {
    this.nodes = nodes;
    this.client = client;
    this.server = server;
    this.listener = listener;
  }

  @Override
  public void send(ByteBuf frame, long nowMs) {
    nodes.network().send(client.id(), server, new Frame(frame, this::arriveAtServer), nowMs);
  }

  /** The operating system of the server's machine answers for a process that does not run. */
  private void arriveAtServer(ByteBuf frame, long nowMs) {
    Connection connection = serverClosed ? null : openAtServer();
    if (connection == null) {
      frame.release();
      tellClient(nowMs);
    } else {
      nodes.path().arrived(connection, frame.skipBytes(Integer.BYTES));
    }
  }

  private @Nullable Connection openAtServer() {
    BrokerProcess process = nodes.running(server);
    if (atServer == null && process != null) {
      atServer =
          new Connection(
              process,
              Origin.follower(client.id(), server, process.interBrokerListener()),
              new ServerEnd());
      process.connections().add(atServer);
    }
    return atServer;
  }

  private void arriveAtClient(ByteBuf frame, long nowMs) {
    client.receive(new Frame(frame, this::takeResponse), nowMs);
  }

  private void takeResponse(ByteBuf frame, long nowMs) {
    try {
      if (!clientClosed) {
        listener.received(frame.skipBytes(Integer.BYTES), nowMs);
      }
    } finally {
      frame.release();
    }
  }

  @Override
  public void close(long nowMs) {
    if (!clientClosed) {
      clientClosed = true;
      nodes.network().send(client.id(), server, now -> closeAtServer(), nowMs);
    }
  }

  private void closeAtServer() {
    serverClosed = true;
    if (atServer != null && !atServer.isClosed()) {
      nodes.path().forget(atServer, "broker " + client.id() + " has hung up");
    }
  }

  private void tellClient(long nowMs) {
    serverClosed = true;
    Message closed = now -> client.receive(this::disconnect, now);
    nodes.network().send(server, client.id(), closed, nowMs);
  }

  private void disconnect(long nowMs) {
    if (!clientClosed) {
      clientClosed = true;
      listener.disconnected(nowMs);
    }
  }

  /** What the server's end of the connection does for the server. */
  private final class ServerEnd implements Peer {

    @Override
    public void send(ByteBuf frame, long nowMs) {
      Frame response = new Frame(frame, PeerConnection.this::arriveAtClient);
      nodes.network().send(server, client.id(), response, nowMs);
    }

    @Override
    public void closed(String reason, long nowMs) {
      tellClient(nowMs);
    }

    @Override
    public void pause() {
      // A broker sends its next request only when it has the response to the last one.
    }

    @Override
    public void resume() {
      // It was never paused.
    }
  }

  /** Bytes on their way, owned by the network until they arrive. */
  private record Frame(ByteBuf bytes, Arrival arrival) implements Message {

    @Override
    public void deliver(long nowMs) {
      arrival.arrive(bytes, nowMs);
    }

    @Override
    public void drop() {
      bytes.release();
    }
  }

  @FunctionalInterface
  private interface Arrival {
    /**
     * @param frame <em>consumed</em>
     */
    void arrive(ByteBuf frame, long nowMs);
  }
}
