package io.weir.kafka.tck;

import java.time.Instant;

/** The connector that is looked at, which is on the class path. */
public interface Subject {

  /** The value of {@code mp.messaging.outgoing.CHANNEL.connector}. */
  String connector();

  /** The connector's own metadata that sends a record to this topic. */
  Object toTopic(String topic);

  /** The connector's own metadata that gives a record this time. */
  Object atTime(Instant time);
}
