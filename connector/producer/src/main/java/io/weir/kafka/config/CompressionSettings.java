package io.weir.kafka.config;

/**
 * How batches are compressed.
 *
 * @param level of this type, within its bounds; 0 for a type that knows no levels
 */
public record CompressionSettings(CompressionType type, int level) {

  /** Reads all levels, so that a bad one is found whatever the type is. */
  static CompressionSettings read(SettingsReader reader) {
    CompressionType type = reader.read(BatchingKeys.COMPRESSION);
    int gzip = reader.read(BatchingKeys.GZIP_LEVEL);
    int lz4 = reader.read(BatchingKeys.LZ4_LEVEL);
    int zstd = reader.read(BatchingKeys.ZSTD_LEVEL);
    int level =
        switch (type) {
          case NONE, SNAPPY -> 0;
          case GZIP -> gzip;
          case LZ4 -> lz4;
          case ZSTD -> zstd;
        };
    return new CompressionSettings(type, level);
  }
}
