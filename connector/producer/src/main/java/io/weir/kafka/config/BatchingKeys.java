package io.weir.kafka.config;

import java.time.Duration;
import java.util.List;

/** The settings of batches, memory and compression. */
final class BatchingKeys {

  static final Setting<Integer> BATCH_SIZE =
      Setting.of(
              "batch.size",
              ValueType.bytes(0),
              "A batch of one partition is sent when it has so many bytes; a larger record has a"
                  + " batch of its own.")
          .or("16384");

  static final Setting<Duration> LINGER =
      Setting.of(
              "linger.ms",
              ValueType.millis(0),
              "How long an unfilled batch waits for more records. Where it is not set, a channel"
                  + " that is idle sends at once and lingers under load only.")
          .or("5");

  static final Setting<Long> BUFFER_MEMORY =
      Setting.of(
              "buffer.memory",
              ValueType.longBytes(1),
              "Bytes that a channel keeps until the broker has acknowledged them; a full channel"
                  + " requests no more messages.")
          .or("33554432");

  static final Setting<Integer> PARTITION_SHARE =
      Setting.of(
              "partition-memory-share",
              ValueType.integer(1, 100),
              "How much of buffer.memory one partition may hold, in percent, so that a blocked one"
                  + " leaves room for the others; beyond it the channel requests no more messages.")
          .or("50");

  static final Setting<Integer> MAX_REQUEST_SIZE =
      Setting.of(
              "max.request.size",
              ValueType.bytes(1),
              "The largest request, and so the largest record before compression; the topic's"
                  + " max.message.bytes should allow as much.")
          .or("1048576");

  static final Setting<Duration> MAX_BLOCK =
      Setting.of(
              "max.block.ms",
              ValueType.millis(0),
              "Nothing ever blocks: this bounds how long a message of a KafkaEmitter, a KafkaSender"
                  + " or Producer.send waits for room. Other messages of a channel wait within"
                  + " delivery.timeout.ms.")
          .or("60000");

  static final Setting<CompressionType> COMPRESSION =
      Setting.of(
              "compression.type",
              ValueType.choice(CompressionType.class, CompressionType::text),
              "How the records of a batch are compressed.")
          .or("none");

  static final Setting<Integer> GZIP_LEVEL =
      Setting.of(
              "compression.gzip.level",
              new ValueType<>("int", "", "-1 or a whole number from 1 to 9", BatchingKeys::gzip),
              "The level of gzip (KIP-390); -1: zlib's own default.")
          .or("-1");

  static final Setting<Integer> LZ4_LEVEL =
      Setting.of("compression.lz4.level", ValueType.integer(1, 17), "The level of lz4 (KIP-390).")
          .or("9");

  static final Setting<Integer> ZSTD_LEVEL =
      Setting.of(
              "compression.zstd.level",
              ValueType.integer(-131_072, 22),
              "The level of zstd (KIP-390).")
          .or("3");

  static final List<Setting<?>> ALL =
      List.of(
          BATCH_SIZE,
          LINGER,
          BUFFER_MEMORY,
          PARTITION_SHARE,
          MAX_REQUEST_SIZE,
          MAX_BLOCK,
          COMPRESSION,
          GZIP_LEVEL,
          LZ4_LEVEL,
          ZSTD_LEVEL);

  private BatchingKeys() {}

  private static int gzip(String text) {
    int level = Integer.parseInt(text);
    if (level != -1 && (level < 1 || level > 9)) {
      throw new IllegalArgumentException();
    }
    return level;
  }
}
