package io.weir.kafka.connector;

import io.weir.kafka.api.ProducerException;
import io.weir.kafka.producer.Outcomes;

/** The outcomes of a channel's records, dead letters included; called as {@link Outcomes} are. */
interface ChannelOutcomes extends Outcomes {

  /**
   * The record has failed for good, and is in the dead-letter topic instead.
   *
   * @param failure why it is not in its own topic
   */
  void deadLettered(Object slot, ProducerException failure);
}
