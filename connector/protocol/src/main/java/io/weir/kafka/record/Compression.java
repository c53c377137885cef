package io.weir.kafka.record;

/**
 * A codec and how hard it tries (KIP-390).
 *
 * @param codec what compresses
 * @param level gzip -1 (zlib's choice) or 1 to 9, lz4 1 to 17, zstd -131072 to 22; 0 for a codec
 *     that knows no levels
 */
public record Compression(Codec codec, int level) {

  /** No compression. */
  public static final Compression NONE = of(Codec.NONE);

  /**
   * @throws IllegalArgumentException if the codec has no such level; the message gives the range
   */
  public Compression {
    if (!isLevelOf(codec, level)) {
      throw new IllegalArgumentException(
          "Compression level " + level + " of " + codec + " is not " + levelsOf(codec));
    }
  }

  /** The codec at the level that Kafka takes by default: gzip -1, lz4 9, zstd 3. */
  public static Compression of(Codec codec) {
    return new Compression(codec, defaultLevel(codec));
  }

  private static int defaultLevel(Codec codec) {
    return switch (codec) {
      case NONE, SNAPPY -> 0;
      case GZIP -> -1;
      case LZ4 -> 9;
      case ZSTD -> 3;
    };
  }

  private static boolean isLevelOf(Codec codec, int level) {
    return switch (codec) {
      case NONE, SNAPPY -> level == 0;
      case GZIP -> level == -1 || (level >= 1 && level <= 9);
      case LZ4 -> level >= 1 && level <= 17;
      case ZSTD -> level >= -131_072 && level <= 22;
    };
  }

  private static String levelsOf(Codec codec) {
    return switch (codec) {
      case NONE, SNAPPY -> "0: this codec has no levels";
      case GZIP -> "-1 (default) or within 1..9";
      case LZ4 -> "within 1..17";
      case ZSTD -> "within -131072..22";
    };
  }
}
