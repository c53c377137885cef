package io.weir.kafka.config;

import java.util.Locale;

/** What {@code compression.type} may be. */
public enum CompressionType {
  NONE,
  GZIP,
  SNAPPY,
  LZ4,
  ZSTD;

  /** As the setting writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
