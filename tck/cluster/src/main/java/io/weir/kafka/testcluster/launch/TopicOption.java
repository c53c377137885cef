package io.weir.kafka.testcluster.launch;

import io.weir.kafka.testcluster.TopicSpec;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code orders:6:3}, {@code orders:6}, or {@code orders} for one partition. */
final class TopicOption implements ITypeConverter<TopicSpec> {

  private static final int MOST_PIECES = 3;

  @Override
  public TopicSpec convert(String text) {
    String[] pieces = text.split(":", -1);
    if (pieces.length > MOST_PIECES || pieces[0].isEmpty()) {
      throw malformed(text);
    }
    TopicSpec topic =
        TopicSpec.named(pieces[0]).withPartitions(pieces.length > 1 ? count(pieces[1], text) : 1);
    return pieces.length == MOST_PIECES
        ? topic.withReplicationFactor(count(pieces[2], text))
        : topic;
  }

  private static int count(String piece, String text) {
    try {
      int count = Integer.parseInt(piece);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
    throw malformed(text);
  }

  private static TypeConversionException malformed(String text) {
    return new TypeConversionException(
        "'"
            + text
            + "' is not <name>:<partitions>[:<replicationFactor>] such as orders:6 or orders:6:3");
  }
}
