package io.weir.kafka.record;

/** The optional library behind a codec is missing, or its native part cannot be loaded. */
public final class CodecUnavailableException extends RuntimeException {

  CodecUnavailableException(Codec codec, LinkageError cause) {
    super(
        "Compression "
            + codec
            + " needs a library that could not be loaded: add the dependency "
            + codec.artifact()
            + " ("
            + cause
            + ")",
        cause);
  }
}
