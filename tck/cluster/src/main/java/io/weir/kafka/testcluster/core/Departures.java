package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.testcluster.fault.RequestOutcome.Disconnected;
import io.weir.kafka.testcluster.fault.RequestOutcome.Unanswered;
import io.weir.kafka.testcluster.fault.RequestTrace;
import io.weir.kafka.testcluster.fault.Verdict.Delivery;

/**
 * Lets answers leave, as a fault wants them to.
 *
 * <p>Owned by the core's thread. Stateless: what waits occupies its connection.
 */
final class Departures {

  private final RequestPath path;

  Departures(RequestPath path) {
    this.path = path;
  }

  /**
   * @param frame <em>consumed</em>
   */
  void leave(Connection connection, ByteBuf frame, Departure<?> departure, long nowMs) {
    Delivery delivery = departure.delivery();
    if (delivery instanceof Delivery.Whole) {
      connection.peer().send(frame, nowMs);
    } else if (delivery instanceof Delivery.Later later) {
      delay(connection, frame, departure.trace(), nowMs + later.delayMs());
    } else if (delivery instanceof Delivery.Muting muting) {
      connection.peer().send(frame, nowMs);
      mute(connection, nowMs + muting.ms());
    } else if (delivery instanceof Delivery.Part part) {
      cut(connection, frame, part.bytes(), nowMs);
      hangUp(connection, "a fault has cut the answer", departure.trace(), nowMs);
    } else {
      frame.release();
      withhold(connection, departure, nowMs);
    }
  }

  private void withhold(Connection connection, Departure<?> departure, long nowMs) {
    if (departure.delivery() instanceof Delivery.Hangup) {
      hangUp(connection, "a fault has disconnected", departure.trace(), nowMs);
    } else {
      connection.occupy(Hold.forever(connection));
      departure.trace().became(new Unanswered());
    }
  }

  /** A request that has no answer is handled. */
  void leaveWithoutAnswer(Connection connection, Departure<?> departure, long nowMs) {
    departure.trace().became(new Unanswered());
    if (departure.delivery() instanceof Delivery.Hangup) {
      hangUp(connection, "a fault has disconnected", departure.trace(), nowMs);
    } else if (departure.delivery() instanceof Delivery.Muting muting) {
      mute(connection, nowMs + muting.ms());
    }
  }

  /** There is no answer, as a function of a test, or the broker, has failed to make it. */
  void fail(Connection connection, Departure<?> departure, String reason, long nowMs) {
    hangUp(connection, reason, departure.trace(), nowMs);
  }

  private void delay(Connection connection, ByteBuf frame, RequestTrace trace, long atMs) {
    Hold hold = new Hold(connection, frame, trace);
    connection.occupy(hold);
    hold.until(
        atMs,
        now -> {
          path.free(connection);
          connection.peer().send(hold.frame(), now);
        });
  }

  private void mute(Connection connection, long untilMs) {
    Hold hold = new Hold(connection, Unpooled.EMPTY_BUFFER, RequestTrace.NONE);
    connection.occupy(hold);
    hold.until(untilMs, now -> path.free(connection));
  }

  private static void cut(Connection connection, ByteBuf frame, int bytes, long nowMs) {
    if (bytes == 0) {
      frame.release();
    } else {
      int end = frame.readerIndex() + Math.min(bytes, frame.readableBytes());
      connection.peer().send(frame.writerIndex(end), nowMs);
    }
  }

  private void hangUp(Connection connection, String reason, RequestTrace trace, long nowMs) {
    trace.became(new Disconnected(reason));
    path.close(connection, reason, nowMs);
  }
}
