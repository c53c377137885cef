package io.weir.kafka.testcluster.request;

import io.weir.kafka.testcluster.metadata.WatchKey;
import java.util.Collection;
import java.util.Optional;

/** A request that waits for what it watches to advance, or for its time to run out. */
public interface Waiting<R extends Record> {

  /** The {@link #deadlineMs} of a request that waits for as long as it takes. */
  long NO_DEADLINE = Long.MAX_VALUE;

  /** When {@link #expire} is due, in milliseconds since 1970, or {@link #NO_DEADLINE}. */
  long deadlineMs();

  /** What to watch at the broker; read once, when the request begins to wait. */
  Collection<? extends WatchKey> watched();

  /** The answer, if what is watched has advanced far enough; else it goes on waiting. */
  Optional<R> retry(RequestContext context);

  /** The answer when the time has run out; never called without a deadline. */
  R expire(RequestContext context);
}
