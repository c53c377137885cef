package io.weir.kafka.testcluster.storage;

import java.util.Comparator;
import java.util.UUID;

/**
 * Names one replica of one partition.
 *
 * @param topic its characters are already checked
 * @param topicId keeps a topic apart from an earlier one of the same name
 */
public record LogName(int broker, String topic, UUID topicId, int partition) {

  /** Makes what chance does to several logs the same in each run. */
  static final Comparator<LogName> ORDER =
      Comparator.comparingInt(LogName::broker)
          .thenComparing(LogName::topic)
          .thenComparing(LogName::topicId)
          .thenComparingInt(LogName::partition);
}
