package io.weir.kafka.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.RequestHeader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/**
 * One blocking connection that speaks Kafka's protocol and nothing more: what it costs is small and
 * the same whoever answers. Used by one thread.
 */
final class WireClient implements AutoCloseable {
  private static final int TIMEOUT_MS = 60_000;
  private static final String CLIENT_ID = "benchmark";

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private int correlation;

  /**
   * @param address {@code host:port}
   */
  WireClient(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    socket =
        new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Sends a request and waits for its response. */
  <Q extends Record, R extends Record> R call(Api<Q, R> api, int version, Q request)
      throws IOException {
    RequestHeader header = api.header(version, ++correlation, CLIENT_ID);
    ByteBuf frame = Frames.writeRequest(api, header, request, UnpooledByteBufAllocator.DEFAULT);
    try {
      frame.getBytes(frame.readerIndex(), out, frame.readableBytes());
    } finally {
      frame.release();
    }
    byte[] response = new byte[in.readInt()];
    in.readFully(response);
    return Frames.readResponse(api, header, Unpooled.wrappedBuffer(response));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
