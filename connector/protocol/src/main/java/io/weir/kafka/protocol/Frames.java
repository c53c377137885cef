package io.weir.kafka.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.wire.MessageCodec;
import io.weir.kafka.wire.VersionedMessage;
import io.weir.kafka.wire.WireException;

/**
 * Requests and responses as they travel: four bytes of length, a header, a body.
 *
 * <p>Frames that are written have the length in front; frames that are read come without it, cut by
 * whoever reads the stream. Stateless; any thread.
 */
public final class Frames {

  private Frames() {}

  /**
   * @param header from {@link Api#header}; its version is that of the body
   * @return owned by the caller; the body's records are <em>retained</em> until it is released
   * @throws WireException if the version cannot carry the body
   */
  public static <Q extends Record> ByteBuf writeRequest(
      Api<Q, ?> api, RequestHeader header, Q body, ByteBufAllocator allocator) {
    int version = header.requestApiVersion();
    return MessageCodec.writeFrame(
        new VersionedMessage<>(RequestHeader.SHAPE, api.requestHeaderVersion(version), header),
        new VersionedMessage<>(api.request(), version, body),
        allocator);
  }

  /**
   * @param request the header of the request that is answered; its version is that of the body
   * @return owned by the caller; the body's records are <em>retained</em> until it is released
   * @throws WireException if the version cannot carry the body
   */
  public static <R extends Record> ByteBuf writeResponse(
      Api<?, R> api, RequestHeader request, R body, ByteBufAllocator allocator) {
    int version = request.requestApiVersion();
    ResponseHeader header = new ResponseHeader(request.correlationId());
    return MessageCodec.writeFrame(
        new VersionedMessage<>(ResponseHeader.SHAPE, api.responseHeaderVersion(version), header),
        new VersionedMessage<>(api.response(), version, body),
        allocator);
  }

  /**
   * Reads the header of a request; {@link #readRequest} goes on from there.
   *
   * <p>The header's layout depends on the API and its version. That of a version which is too new
   * for Weir is still readable, so a broker can answer it.
   *
   * @param frame <em>borrowed</em>; its reader index moves behind the header
   * @throws WireException if the bytes are malformed, or the API is unknown
   */
  public static RequestHeader readRequestHeader(ByteBuf frame) {
    if (frame.readableBytes() < 2 * Short.BYTES) {
      throw new WireException("request of " + frame.readableBytes() + " bytes");
    }
    short key = frame.getShort(frame.readerIndex());
    short version = frame.getShort(frame.readerIndex() + Short.BYTES);
    Api<?, ?> api = Apis.byKey(key);
    if (api == null) {
      throw new WireException("request of unknown API key " + key + " v" + version);
    }
    return MessageCodec.readNext(RequestHeader.SHAPE, frame, api.requestHeaderVersion(version));
  }

  /**
   * Reads the body of a request, after its header.
   *
   * @param frame <em>borrowed</em>; records in the result are slices of it
   * @throws WireException if the version is unknown or the bytes are malformed
   */
  public static <Q extends Record> Q readRequest(
      Api<Q, ?> api, RequestHeader header, ByteBuf frame) {
    return MessageCodec.read(api.request(), frame, header.requestApiVersion());
  }

  /**
   * Which request a response answers.
   *
   * @param frame <em>borrowed</em>, not moved
   */
  public static int correlationId(ByteBuf frame) {
    if (frame.readableBytes() < Integer.BYTES) {
      throw new WireException("response of " + frame.readableBytes() + " bytes");
    }
    return frame.getInt(frame.readerIndex());
  }

  /**
   * Reads a response, header and body.
   *
   * <p>A broker that does not know the asked version of ApiVersions answers in version 0 with
   * UNSUPPORTED_VERSION, and lists the versions it knows; this is read too.
   *
   * @param request the header of the request that is answered
   * @param frame <em>borrowed</em>; records in the result are slices of it
   * @throws WireException if it answers another request, or the bytes are malformed
   */
  public static <R extends Record> R readResponse(
      Api<?, R> api, RequestHeader request, ByteBuf frame) {
    int version = request.requestApiVersion();
    ResponseHeader header =
        MessageCodec.readNext(ResponseHeader.SHAPE, frame, api.responseHeaderVersion(version));
    if (header.correlationId() != request.correlationId()) {
      throw new WireException(
          "response to request %d where %d was due"
              .formatted(header.correlationId(), request.correlationId()));
    }
    return MessageCodec.read(api.response(), frame, bodyVersion(api, version, frame));
  }

  private static int bodyVersion(Api<?, ?> api, int asked, ByteBuf body) {
    boolean refused =
        api.key() == Apis.API_VERSIONS.key()
            && body.readableBytes() >= Short.BYTES
            && body.getShort(body.readerIndex()) == ErrorCode.UNSUPPORTED_VERSION.code();
    return refused ? 0 : asked;
  }
}
