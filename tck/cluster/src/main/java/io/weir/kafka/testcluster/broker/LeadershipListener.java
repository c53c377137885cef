package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.metadata.TopicImage;

/**
 * Hears which partitions a broker leads: for whoever keeps state that belongs to the leader of a
 * partition. Called on the core's thread, when the broker's image already shows the change.
 */
public interface LeadershipListener {

  /** The broker leads the partition from now on, in this epoch. */
  void leads(Broker broker, TopicImage topic, int partition, int leaderEpoch, long nowMs);

  /** The broker does not lead the partition any more; or it is deleted. */
  void leadsNoLonger(Broker broker, TopicImage topic, int partition, long nowMs);
}
