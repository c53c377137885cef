package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.core.Dispatched.Answered;
import io.weir.kafka.testcluster.core.Dispatched.Ignored;
import io.weir.kafka.testcluster.core.Dispatched.Parked;
import io.weir.kafka.testcluster.core.Dispatched.Postponed;
import io.weir.kafka.testcluster.core.Dispatched.Refused;
import io.weir.kafka.testcluster.core.Dispatched.Unanswered;
import io.weir.kafka.testcluster.core.Gate.Admission;
import io.weir.kafka.testcluster.fault.Origin;
import io.weir.kafka.testcluster.fault.RequestCall;
import io.weir.kafka.testcluster.fault.RequestOutcome.Disconnected;
import io.weir.kafka.testcluster.fault.RequestOutcome.Dropped;
import io.weir.kafka.testcluster.fault.RequestTrace;
import io.weir.kafka.testcluster.fault.Verdict.Handling;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.request.ApiVersionsHandler;
import io.weir.kafka.testcluster.request.Outcome;
import io.weir.kafka.testcluster.request.RequestContext;
import io.weir.kafka.testcluster.request.RequestHandler;
import io.weir.kafka.wire.WireException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a frame and hands it to the handler of its API key. As a real broker does, it refuses, by
 * closing the connection, what it cannot read, an API that is not served and a version that is not;
 * only ApiVersions has an answer for the latter.
 */
final class Dispatcher {

  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

  private final Handlers handlers;
  private final ClusterSettings settings;
  private final Gate gate;

  Dispatcher(Handlers handlers, ClusterSettings settings, Gate gate) {
    this.handlers = handlers;
    this.settings = settings;
    this.gate = gate;
  }

  /**
   * @param frame <em>borrowed</em>
   * @param admitted of a request that a fault has postponed; null for one that is new
   */
  Dispatched dispatch(
      Connection connection, ByteBuf frame, @Nullable RequestTrace admitted, long nowMs) {
    try {
      int bytes = frame.readableBytes();
      RequestHeader header = Frames.readRequestHeader(frame);
      RequestHandler<?, ?> handler = handlers.byKey(header.requestApiKey());
      if (handler == null) {
        return new Refused("API key " + header.requestApiKey() + " is not served");
      }
      return gate.serves(connection.origin(), handler.api(), header.requestApiVersion())
          ? handle(handler, new Arrival(connection, header, frame, bytes, nowMs), admitted)
          : unsupported(handler, header);
    } catch (WireException e) {
      return new Refused("malformed request: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "The broker failed on a request", e);
      return new Refused("the broker failed: " + e);
    }
  }

  /**
   * A request whose header has been read.
   *
   * @param body <em>borrowed</em>: what follows the header
   * @param bytes of the whole frame
   */
  private record Arrival(
      Connection connection, RequestHeader header, ByteBuf body, int bytes, long nowMs) {}

  private Dispatched unsupported(RequestHandler<?, ?> handler, RequestHeader header) {
    if (handler instanceof ApiVersionsHandler apiVersions) {
      RequestHeader asVersion0 =
          apiVersions.api().header(0, header.correlationId(), header.clientId());
      return new Answered(
          new Response<>(
              apiVersions,
              asVersion0,
              gate.capped(apiVersions.unsupportedVersion()),
              Departure.plain()));
    }
    return new Refused(
        "%s version %d is not served".formatted(handler.api().name(), header.requestApiVersion()));
  }

  private <Q extends Record, R extends Record> Dispatched handle(
      RequestHandler<Q, R> handler, Arrival arrival, @Nullable RequestTrace admitted) {
    RequestHeader header = arrival.header;
    Q request = Frames.readRequest(handler.api(), header, arrival.body);
    Origin origin = arrival.connection.origin();
    Admission<Q, R> admission =
        admitted != null
            ? Admission.late(request, admitted)
            : gate.admit(
                new RequestCall<>(origin, handler.api(), header, request, arrival.bytes),
                arrival.nowMs);
    Handling<Q, R> handling = admission.verdict().handling();
    if (handling instanceof Handling.Serve<Q, R> serve) {
      return serve(handler, serve.request(), arrival, admission.departure());
    } else if (handling instanceof Handling.Answer<Q, R> answer) {
      return new Answered(
          new Response<>(handler, header, answer.response(), admission.departure()));
    } else if (handling instanceof Handling.Later<Q, R> later) {
      return new Postponed(later.delayMs(), admission.trace());
    }
    return drop(handling, admission.trace());
  }

  private static Dispatched drop(Handling<?, ?> handling, RequestTrace trace) {
    if (handling instanceof Handling.Never) {
      trace.became(new Dropped());
      return new Ignored();
    }
    return refused("a fault has disconnected", trace);
  }

  private static Dispatched refused(String reason, RequestTrace trace) {
    trace.became(new Disconnected(reason));
    return new Refused(reason);
  }

  private <Q extends Record, R extends Record> Dispatched serve(
      RequestHandler<Q, R> handler, Q request, Arrival arrival, Departure<R> departure) {
    RequestHeader header = arrival.header;
    RequestContext context = context(arrival);
    Outcome<R> outcome = handler.handle(request, context);
    if (outcome instanceof Outcome.Reply<R> reply) {
      return new Answered(new Response<>(handler, header, reply.response(), departure));
    } else if (outcome instanceof Outcome.Wait<R> wait) {
      return new Parked<>(handler, header, context, wait.waiting(), departure);
    } else if (outcome instanceof Outcome.Hangup<R> hangup) {
      return refused(hangup.reason(), departure.trace());
    }
    return new Unanswered(departure);
  }

  private RequestContext context(Arrival arrival) {
    return new RequestContext(
        arrival.header.requestApiVersion(),
        Objects.requireNonNullElse(arrival.header.clientId(), ""),
        arrival.connection.broker(),
        settings,
        arrival.connection.origin().listener(),
        arrival.nowMs);
  }
}
