package io.weir.kafka.record;

/** Bytes that are not a valid record batch of magic 2. The only error of malformed input. */
public final class CorruptRecordException extends RuntimeException {

  public CorruptRecordException(String message) {
    super(message);
  }

  public CorruptRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
