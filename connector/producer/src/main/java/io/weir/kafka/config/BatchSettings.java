package io.weir.kafka.config;

/**
 * How records become batches, and the memory that they may take.
 *
 * @param batchBytes at least 0 (each record alone); never above the largest request
 */
public record BatchSettings(
    int batchBytes, Linger linger, CompressionSettings compression, MemorySettings memory) {

  static BatchSettings read(SettingsReader reader) {
    MemorySettings memory = MemorySettings.read(reader);
    int batchBytes = Checks.batchBytes(reader, memory);
    return new BatchSettings(
        batchBytes, Linger.read(reader), CompressionSettings.read(reader), memory);
  }
}
