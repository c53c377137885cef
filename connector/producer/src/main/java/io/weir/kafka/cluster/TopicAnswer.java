package io.weir.kafka.cluster;

import io.weir.kafka.protocol.ErrorCode;

/** What the cluster has answered about one topic that it was asked for. */
record TopicAnswer(String topic, Kind kind, ErrorCode error) {

  /** What that means for whoever waits. */
  enum Kind {
    /** All partitions are known, and each has a leader. */
    COMPLETE,
    /** The partitions are known, but something is missing: asking again may help. */
    INCOMPLETE,
    /** Nothing is known: asking again may help. */
    MISSING,
    /** Asking again would not help. */
    FAILED
  }

  /**
   * @param merged the snapshot with the answer in it
   */
  static TopicAnswer of(String topic, ClusterSnapshot merged) {
    TopicSnapshot known = merged.topic(topic);
    if (known == null) {
      return new TopicAnswer(topic, Kind.MISSING, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }
    ErrorCode error = known.error();
    if (error != ErrorCode.NONE && !error.retriable()) {
      return new TopicAnswer(topic, Kind.FAILED, error);
    }
    if (known.partitionCount() == 0) {
      return new TopicAnswer(topic, Kind.MISSING, error);
    }
    boolean complete = error == ErrorCode.NONE && known.isLed();
    return new TopicAnswer(topic, complete ? Kind.COMPLETE : Kind.INCOMPLETE, error);
  }

  /** Names the topic, the error and what it means. */
  String text() {
    return "topic '" + topic + "': " + error + ": " + error.text();
  }
}
