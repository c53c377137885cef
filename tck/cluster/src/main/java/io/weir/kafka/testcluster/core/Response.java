package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.request.RequestHandler;

/** A response, how to encode it, and how it leaves. */
record Response<R extends Record>(
    RequestHandler<?, R> handler, RequestHeader header, R body, Departure<R> departure) {

  /** The frame, owned by the caller; what the body holds is released. */
  ByteBuf encode(ByteBufAllocator allocator, long nowMs) {
    try {
      R leaving = departure.rewriting().apply(body);
      ByteBuf frame = Frames.writeResponse(handler.api(), header, leaving, allocator);
      departure.trace().answered(handler.api(), leaving, nowMs);
      return frame;
    } finally {
      handler.release(body);
    }
  }
}
