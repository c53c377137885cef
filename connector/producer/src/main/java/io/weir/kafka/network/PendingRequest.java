package io.weir.kafka.network;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.network.RequestFailure.Reach;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.RequestHeader;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for its response.
 *
 * <p>All fields: event loop only.
 */
final class PendingRequest<R extends Record> implements Awaited, Link.WriteListener {

  private final Session session;
  private final Api<?, R> api;
  private final RequestHeader header;
  private final ResponseListener<R> listener;
  private final long timeoutNanos;
  private final long deadlineNanos;

  /** Until the link says that the frame never left, it may have. */
  private Reach reach = Reach.POSSIBLY_WRITTEN;

  PendingRequest(
      Session session,
      Api<?, R> api,
      RequestHeader header,
      ResponseListener<R> listener,
      long timeoutNanos) {
    this.session = session;
    this.api = api;
    this.header = header;
    this.listener = listener;
    this.timeoutNanos = timeoutNanos;
    this.deadlineNanos = session.nanoTime() + timeoutNanos;
  }

  Api<?, R> api() {
    return api;
  }

  long sentNanos() {
    return deadlineNanos - timeoutNanos;
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public long timeoutNanos() {
    return timeoutNanos;
  }

  @Override
  public String omission() {
    return "did not answer " + name();
  }

  /** As in {@code Produce v9}. */
  private String name() {
    return api.name() + " v" + header.requestApiVersion();
  }

  @Override
  public void written(@Nullable Throwable failure) {
    if (failure != null) {
      reach = Reach.NOT_WRITTEN;
      session.writeFailed(failure);
    }
  }

  /**
   * @param frame <em>borrowed</em>
   * @throws io.weir.kafka.wire.WireException if it is no response to this request
   */
  R read(ByteBuf frame) {
    return Frames.readResponse(api, header, frame);
  }

  void complete(R response) {
    Guard.call("the listener to " + api.name(), () -> listener.response(response));
  }

  void fail(Breakage breakage) {
    RequestFailure failure = breakage.failureOf(reach, session.peer(), name());
    Guard.call("the listener to " + api.name(), () -> listener.failed(failure));
  }
}
