package io.weir.kafka.testcluster.request;

import io.weir.kafka.testcluster.broker.Forwarded;
import io.weir.kafka.testcluster.metadata.WatchKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A request until the controller has answered it.
 *
 * @param timedOut what the client is told if the controller does not answer in time
 */
record WaitingForController<R extends Record>(Forwarded<R> forwarded, long deadlineMs, R timedOut)
    implements Waiting<R> {

  @Override
  public Collection<? extends WatchKey> watched() {
    return List.of(forwarded);
  }

  @Override
  public Optional<R> retry(RequestContext context) {
    return forwarded.result();
  }

  @Override
  public R expire(RequestContext context) {
    return timedOut;
  }
}
