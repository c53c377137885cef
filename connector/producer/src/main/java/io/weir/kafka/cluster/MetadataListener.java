package io.weir.kafka.cluster;

import io.weir.kafka.protocol.ErrorCode;

/**
 * Told about changes in what is known of the cluster, on the loop, after the new snapshot can be
 * read. What it throws is logged and otherwise ignored.
 */
public interface MetadataListener {

  /** There is a new snapshot; told before the news about single topics. */
  default void changed(ClusterSnapshot snapshot) {}

  /** A topic that was requested has partitions, maybe not all of them a leader. */
  default void topicReady(String topic) {}

  /**
   * The cluster does not have a topic that was requested, or not yet. Who still waits for it
   * {@linkplain Metadata#request requests} it again; if nobody does, it is asked for no more.
   */
  default void topicMissing(String topic) {}

  /**
   * A topic that was requested cannot be used, and asking again by itself would not help; the next
   * request for it asks the cluster anew.
   *
   * @param text names the topic, the error and what it means
   */
  default void topicFailed(String topic, ErrorCode error, String text) {}
}
