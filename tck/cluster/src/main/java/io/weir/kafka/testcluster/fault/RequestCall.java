package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.message.NamedPart;
import io.weir.kafka.testcluster.message.NamedParts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request, decoded, as faults and the journal see it.
 *
 * <p>Core's thread. Valid until the request has been handled: records in it are <em>borrowed</em>
 * from the frame.
 */
public final class RequestCall<Q extends Record, R extends Record> {

  private final Origin origin;
  private final Api<Q, R> api;
  private final RequestHeader header;
  private final Q request;
  private final int bytes;

  /** Both: core's thread. The parts are read from the request when first asked for. */
  private @Nullable List<NamedPart> parts;

  private @Nullable Fault fault;

  /**
   * @param bytes of the frame, without its length
   */
  public RequestCall(Origin origin, Api<Q, R> api, RequestHeader header, Q request, int bytes) {
    this.origin = origin;
    this.api = api;
    this.header = header;
    this.request = request;
    this.bytes = bytes;
  }

  public Origin origin() {
    return origin;
  }

  public Api<Q, R> api() {
    return api;
  }

  public int version() {
    return header.requestApiVersion();
  }

  /** Unique among the requests of its connection, if the client keeps to the rules. */
  public int correlationId() {
    return header.correlationId();
  }

  /** Empty if the client has none. */
  public String clientId() {
    return Objects.requireNonNullElse(header.clientId(), "");
  }

  public Q request() {
    return request;
  }

  public int bytes() {
    return bytes;
  }

  /** The topics and partitions that it names, in its order. */
  public List<NamedPart> parts() {
    List<NamedPart> known = parts;
    if (known == null) {
      known = List.copyOf(NamedParts.of(api.request(), request));
      parts = known;
    }
    return known;
  }

  /** The fault that has caught it; null if none has. */
  public @Nullable Fault fault() {
    return fault;
  }

  void caughtBy(Fault acting) {
    fault = acting;
  }
}
