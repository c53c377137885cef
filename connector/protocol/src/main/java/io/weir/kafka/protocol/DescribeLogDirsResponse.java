package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** The folders with logs of one broker. */
public record DescribeLogDirsResponse(
    int throttleTimeMs, short errorCode, List<DescribeLogDirsResult> results) {

  public static final MessageShape<DescribeLogDirsResponse> SHAPE =
      MessageShape.of(
          Versions.between(1, 5).flexibleFrom(2),
          new DescribeLogDirsResponse(0, (short) 0, List.of()),
          DescribeLogDirsResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private DescribeLogDirsResponse pass(Wire wire) {
    return wire.end(
        new DescribeLogDirsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.since(3).ignorable().int16("errorCode", errorCode),
            wire.list("results", DescribeLogDirsResult.SHAPE, results)));
  }

  /** A folder; the room on its volume in bytes, -1 if not known (KIP-827). */
  public record DescribeLogDirsResult(
      short errorCode,
      String logDir,
      List<DescribeLogDirsTopic> topics,
      long totalBytes,
      long usableBytes,
      boolean isCordoned) {

    public static final Shape<DescribeLogDirsResult> SHAPE =
        Shape.of(
            new DescribeLogDirsResult(
                (short) 0, "", List.of(), /* totalBytes= */ -1, /* usableBytes= */ -1, false),
            DescribeLogDirsResult::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private DescribeLogDirsResult pass(Wire wire) {
      return wire.end(
          new DescribeLogDirsResult(
              wire.int16("errorCode", errorCode),
              wire.string("logDir", logDir),
              wire.list("topics", DescribeLogDirsTopic.SHAPE, topics),
              wire.since(4).ignorable().int64("totalBytes", totalBytes),
              wire.since(4).ignorable().int64("usableBytes", usableBytes),
              wire.since(5).ignorable().bool("isCordoned", isCordoned)));
    }
  }

  /** Partitions of one topic. */
  public record DescribeLogDirsTopic(String name, List<DescribeLogDirsPartition> partitions) {

    public static final Shape<DescribeLogDirsTopic> SHAPE =
        Shape.of(new DescribeLogDirsTopic("", List.of()), DescribeLogDirsTopic::pass);

    private DescribeLogDirsTopic pass(Wire wire) {
      return wire.end(
          new DescribeLogDirsTopic(
              wire.string("name", name),
              wire.list("partitions", DescribeLogDirsPartition.SHAPE, partitions)));
    }
  }

  /**
   * A log: its bytes, and by how many records it lies behind the high watermark, or behind the
   * current log if it is one that shall replace it.
   */
  public record DescribeLogDirsPartition(
      int partitionIndex, long partitionSize, long offsetLag, boolean isFutureKey) {

    public static final Shape<DescribeLogDirsPartition> SHAPE =
        Shape.of(new DescribeLogDirsPartition(0, 0, 0, false), DescribeLogDirsPartition::pass);

    private DescribeLogDirsPartition pass(Wire wire) {
      return wire.end(
          new DescribeLogDirsPartition(
              wire.int32("partitionIndex", partitionIndex),
              wire.int64("partitionSize", partitionSize),
              wire.int64("offsetLag", offsetLag),
              wire.bool("isFutureKey", isFutureKey)));
    }
  }
}
