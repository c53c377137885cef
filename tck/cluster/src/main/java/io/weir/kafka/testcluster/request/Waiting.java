package io.weir.kafka.testcluster.request;

import io.weir.kafka.testcluster.metadata.TopicPartition;
import java.util.Collection;
import java.util.Optional;

/** A request that waits for a partition to advance, or for its time to run out. */
public interface Waiting<R extends Record> {

  /** When {@link #expire} is due, in milliseconds since 1970. */
  long deadlineMs();

  /** The partitions of which an advance is of interest. */
  Collection<TopicPartition> partitions();

  /** The answer, if one of the partitions has advanced far enough; else it goes on waiting. */
  Optional<R> retry(RequestContext context);

  /** The answer when the time has run out. */
  R expire(RequestContext context);
}
