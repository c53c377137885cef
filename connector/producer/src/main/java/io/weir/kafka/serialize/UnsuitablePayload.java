package io.weir.kafka.serialize;

/** A serializer cannot take payloads of this type; says why, and never shows the payload. */
final class UnsuitablePayload extends RuntimeException {

  private final String reason;

  UnsuitablePayload(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
