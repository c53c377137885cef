package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.core.Dispatched.Answered;
import io.weir.kafka.testcluster.core.Dispatched.Parked;
import io.weir.kafka.testcluster.core.Dispatched.Refused;
import io.weir.kafka.testcluster.core.Dispatched.Unanswered;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.request.ApiVersionsHandler;
import io.weir.kafka.testcluster.request.Outcome;
import io.weir.kafka.testcluster.request.RequestContext;
import io.weir.kafka.testcluster.request.RequestHandler;
import io.weir.kafka.wire.WireException;
import java.util.Objects;

/**
 * Reads a frame and hands it to the handler of its API key. As a real broker does, it refuses, by
 * closing the connection, what it cannot read, an API that is not served and a version that is not;
 * only ApiVersions has an answer for the latter.
 */
final class Dispatcher {

  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

  private final Handlers handlers;
  private final Controller controller;
  private final ClusterSettings settings;

  Dispatcher(Handlers handlers, Controller controller, ClusterSettings settings) {
    this.handlers = handlers;
    this.controller = controller;
    this.settings = settings;
  }

  /**
   * @param frame <em>borrowed</em>
   */
  Dispatched dispatch(Connection connection, ByteBuf frame, long nowMs) {
    try {
      RequestHeader header = Frames.readRequestHeader(frame);
      RequestHandler<?, ?> handler = handlers.byKey(header.requestApiKey());
      if (handler == null) {
        return new Refused("API key " + header.requestApiKey() + " is not served");
      }
      RequestContext context =
          new RequestContext(
              header.requestApiVersion(),
              Objects.requireNonNullElse(header.clientId(), ""),
              connection.broker(),
              controller,
              settings,
              connection.listener(),
              nowMs);
      return serves(handler.api(), header.requestApiVersion())
          ? handle(handler, header, frame, context)
          : unsupported(handler, header);
    } catch (WireException e) {
      return new Refused("malformed request: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "The broker failed on a request", e);
      return new Refused("the broker failed: " + e);
    }
  }

  private static boolean serves(Api<?, ?> api, int version) {
    return version >= api.lowest() && version <= api.highestStable();
  }

  private static Dispatched unsupported(RequestHandler<?, ?> handler, RequestHeader header) {
    if (handler instanceof ApiVersionsHandler apiVersions) {
      RequestHeader asVersion0 =
          apiVersions.api().header(0, header.correlationId(), header.clientId());
      return new Answered(
          new Response<>(apiVersions, asVersion0, apiVersions.unsupportedVersion()));
    }
    return new Refused(
        "%s version %d is not served, only %d to %d"
            .formatted(
                handler.api().name(),
                header.requestApiVersion(),
                handler.api().lowest(),
                handler.api().highestStable()));
  }

  private static <Q extends Record, R extends Record> Dispatched handle(
      RequestHandler<Q, R> handler, RequestHeader header, ByteBuf frame, RequestContext context) {
    Q request = Frames.readRequest(handler.api(), header, frame);
    Outcome<R> outcome = handler.handle(request, context);
    if (outcome instanceof Outcome.Reply<R> reply) {
      return new Answered(new Response<>(handler, header, reply.response()));
    } else if (outcome instanceof Outcome.Wait<R> wait) {
      return new Parked<>(handler, header, context, wait.waiting());
    } else if (outcome instanceof Outcome.Hangup<R> hangup) {
      return new Refused(hangup.reason());
    }
    return new Unanswered();
  }
}
