package io.weir.kafka.testcluster.launch;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A topic as written on the command line.
 *
 * @param partitions at least one
 */
record TopicOption(String name, int partitions) {

  /** Reads {@code orders:6}, or {@code orders} for one partition. */
  static final class Converter implements ITypeConverter<TopicOption> {
    @Override
    public TopicOption convert(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 0) {
        return new TopicOption(text, 1);
      }
      try {
        int partitions = Integer.parseInt(text.substring(colon + 1));
        if (partitions > 0) {
          return new TopicOption(text.substring(0, colon), partitions);
        }
      } catch (NumberFormatException e) {
        throw malformed(text);
      }
      throw malformed(text);
    }

    private static TypeConversionException malformed(String text) {
      return new TypeConversionException(
          "'" + text + "' is not <name>:<partitions> such as orders:6");
    }
  }
}
