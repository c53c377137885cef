package io.weir.kafka.record;

import org.jspecify.annotations.Nullable;

/** How the records of a batch are compressed: bits 0 to 2 of the batch's attributes. */
public enum Codec {
  NONE(0),
  GZIP(1),
  SNAPPY(2),
  LZ4(3),
  ZSTD(4);

  private static final Codec[] BY_ID = values();

  private final int id;

  Codec(int id) {
    this.id = id;
  }

  /** The number that stands in the attributes. */
  public int id() {
    return id;
  }

  /**
   * Makes sure that this codec can be used here.
   *
   * @throws CodecUnavailableException if its library is missing or cannot be loaded; names the
   *     artifact to add
   */
  public void requireAvailable() {
    if (this != NONE) {
      coder();
    }
  }

  /** What compresses and decompresses; every codec but {@link #NONE} has one. */
  Coder coder() {
    try {
      return switch (this) {
        case NONE -> throw new IllegalStateException("Nothing to compress without a codec");
        case GZIP -> new GzipCoder();
        case SNAPPY -> new SnappyCoder();
        case LZ4 -> new Lz4Coder();
        case ZSTD -> new ZstdCoder();
      };
    } catch (LinkageError e) {
      throw new CodecUnavailableException(this, e);
    }
  }

  /** The Maven coordinates of the library that this codec needs, or null if it needs none. */
  @Nullable String artifact() {
    return switch (this) {
      case NONE, GZIP -> null;
      case SNAPPY -> "org.xerial.snappy:snappy-java";
      case LZ4 -> "at.yawk.lz4:lz4-java";
      case ZSTD -> "com.github.luben:zstd-jni";
    };
  }

  /**
   * @param id 0 to 7, as three bits hold it
   * @throws CorruptRecordException if no codec has this number
   */
  static Codec byId(int id) {
    if (id >= BY_ID.length) {
      throw new CorruptRecordException("No compression codec has the number " + id);
    }
    return BY_ID[id];
  }
}
