package io.weir.kafka.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.record.EncodedBatch;
import io.weir.kafka.wire.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * One connection that pipelines the same Produce request: the bytes are made once, only the
 * correlation id changes, so that what is measured is the broker.
 */
final class WireLoad implements Load {
  private static final int VERSION = 9;
  private static final int TIMEOUT_MS = 30_000;
  private static final int CORRELATION_AT = 8;
  private static final int RESPONSE_BYTES = 64 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer request;
  private final ByteBuffer responses = ByteBuffer.allocate(RESPONSE_BYTES).limit(0);
  private final int recordsPerRequest;
  private final int inFlight;
  private int sent;
  private int answered;

  /**
   * @param address of the partition's leader
   */
  WireLoad(String address, String topic, LoadOptions options) throws IOException {
    int colon = address.lastIndexOf(':');
    inFlight = options.requests;
    EncodedBatch batch = RecordBatches.full(options.valueBytes, options.batchBytes);
    recordsPerRequest = batch.recordCount();
    request = request(topic, batch, options);
    channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
  }

  /** A whole frame in a direct buffer; the batch is released. */
  private static ByteBuffer request(String topic, EncodedBatch batch, LoadOptions options) {
    PartitionProduceData partition = new PartitionProduceData(0, batch.content());
    ProduceRequest body =
        new ProduceRequest(
            null,
            (short) options.acks,
            TIMEOUT_MS,
            List.of(new TopicProduceData(topic, Wire.ZERO_UUID, List.of(partition))));
    ByteBuf frame =
        Frames.writeRequest(Apis.PRODUCE, header(0), body, UnpooledByteBufAllocator.DEFAULT);
    ByteBuffer bytes = ByteBuffer.allocateDirect(frame.readableBytes());
    frame.getBytes(frame.readerIndex(), bytes);
    frame.release();
    batch.release();
    return bytes.flip();
  }

  private static RequestHeader header(int correlationId) {
    return Apis.PRODUCE.header(VERSION, correlationId, "load");
  }

  @Override
  public long send(long records) throws IOException {
    int requests = Math.toIntExact((records + recordsPerRequest - 1) / recordsPerRequest);
    int end = Math.addExact(sent, requests);
    while (answered < end) {
      while (sent < end && sent - answered < inFlight) {
        write();
      }
      read();
    }
    return (long) requests * recordsPerRequest;
  }

  private void write() throws IOException {
    request.putInt(CORRELATION_AT, sent++);
    request.rewind();
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  /** Waits for bytes, then takes all whole responses. */
  private void read() throws IOException {
    responses.compact();
    if (channel.read(responses) < 0) {
      throw new IOException("The broker closed the connection after " + answered + " answers");
    }
    responses.flip();
    while (responses.remaining() >= Integer.BYTES
        && responses.remaining() >= Integer.BYTES + responses.getInt(responses.position())) {
      int length = responses.getInt();
      check(Unpooled.wrappedBuffer(responses.slice(responses.position(), length)));
      responses.position(responses.position() + length);
    }
  }

  private void check(ByteBuf frame) {
    ProduceResponse response = Frames.readResponse(Apis.PRODUCE, header(answered++), frame);
    ErrorCode error = response.responses().get(0).partitionResponses().get(0).error();
    if (error != ErrorCode.NONE) {
      throw new IllegalStateException("A batch was refused: " + error);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
