package io.weir.kafka.conformance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.RequestHeader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * One plain connection to one broker, for requests that no client would send. Blocking; used by one
 * thread. All buffers are on the heap, so nobody need release what it returns.
 */
public final class RawConnection implements AutoCloseable {
  private static final int DEADLINE_MS = 30_000;
  private static final ByteBufAllocator HEAP =
      new UnpooledByteBufAllocator(/* preferDirect= */ false, /* disableLeakDetector= */ true);

  private final Socket socket;
  private final DataInputStream input;
  private int correlationId;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.input = new DataInputStream(socket.getInputStream());
  }

  /**
   * @param address {@code host:port}
   */
  public static RawConnection to(String address) {
    int colon = address.lastIndexOf(':');
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
          DEADLINE_MS);
      socket.setSoTimeout(DEADLINE_MS);
      return new RawConnection(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot connect to " + address, e);
    }
  }

  /**
   * Sends a request and returns its answer.
   *
   * @throws UncheckedIOException if the broker closes the connection, or 30 s have passed
   */
  public <Q extends Record, R extends Record> R ask(Api<Q, R> api, int version, Q body) {
    return answer(api, send(api, version, body));
  }

  /** Sends a request; {@link #answer} reads what comes back. */
  public <Q extends Record> RequestHeader send(Api<Q, ?> api, int version, Q body) {
    correlationId++;
    RequestHeader header = api.header(version, correlationId, "conformance");
    ByteBuf frame = Frames.writeRequest(api, header, body, HEAP);
    try {
      frame.readBytes(socket.getOutputStream(), frame.readableBytes());
      return header;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot send " + api.name() + " " + version, e);
    } finally {
      frame.release();
    }
  }

  /** Reads the answer to the oldest request that has none yet. */
  public <R extends Record> R answer(Api<?, R> api, RequestHeader request) {
    try {
      byte[] frame = new byte[input.readInt()];
      input.readFully(frame);
      return Frames.readResponse(api, request, Unpooled.wrappedBuffer(frame));
    } catch (IOException e) {
      throw new UncheckedIOException("No answer to " + api.name(), e);
    }
  }

  /** Whether something has come that nobody has read yet. */
  public boolean hasAnswer() {
    try {
      return input.available() > 0;
    } catch (IOException e) {
      throw new UncheckedIOException("The connection is closed", e);
    }
  }

  /** Whether the broker closes the connection rather than say anything more. */
  public boolean isClosedByBroker() {
    try {
      return input.read() < 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a connection", e);
    }
  }
}
