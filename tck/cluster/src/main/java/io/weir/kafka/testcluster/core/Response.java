package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.request.RequestHandler;

/** A response and how to encode it. */
record Response<R extends Record>(RequestHandler<?, R> handler, RequestHeader header, R body) {

  /** The frame, owned by the caller; what the body holds is released. */
  ByteBuf encode(ByteBufAllocator allocator) {
    try {
      return Frames.writeResponse(handler.api(), header, body, allocator);
    } finally {
      handler.release(body);
    }
  }
}
