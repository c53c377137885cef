package io.weir.kafka.network;

import io.weir.kafka.protocol.Api;
import org.jspecify.annotations.Nullable;

/**
 * A request that the broker does not answer, until it has left.
 *
 * <p>It has a deadline like any other: a peer that has vanished without a word takes no more bytes
 * once the socket's buffer is full, and only time tells. All fields: event loop only.
 */
final class PassingRequest implements Awaited, Link.WriteListener {

  private final Session session;
  private final Api<?, ?> api;
  private final Link.WriteListener listener;
  private final long timeoutNanos;
  private final long deadlineNanos;

  PassingRequest(Session session, Api<?, ?> api, long timeoutNanos, Link.WriteListener listener) {
    this.session = session;
    this.api = api;
    this.listener = listener;
    this.timeoutNanos = timeoutNanos;
    this.deadlineNanos = session.nanoTime() + timeoutNanos;
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
    return "did not take " + api.name();
  }

  @Override
  public void written(@Nullable Throwable failure) {
    session.left(this);
    Guard.call("the listener to " + api.name(), () -> listener.written(failure));
    if (failure != null) {
      session.writeFailed(failure);
    }
  }
}
