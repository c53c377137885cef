package io.weir.kafka.testcluster.request;

import io.weir.kafka.testcluster.group.Pending;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.testcluster.request.Outcome.Wait;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request that waits for answers of groups. It has no deadline of its own: the coordinator
 * answers everything in the end, if only because it resigns.
 *
 * @param response what to answer once all are there
 */
record GroupAnswers<R extends Record>(List<Pending<?>> pending, Supplier<R> response)
    implements Waiting<R> {

  GroupAnswers {
    pending = List.copyOf(pending);
  }

  /** The answer now, if all are there; else the request waits. */
  Outcome<R> outcome() {
    return isComplete() ? new Reply<>(response.get()) : new Wait<>(this);
  }

  private boolean isComplete() {
    return pending.stream().allMatch(each -> each.answer().isPresent());
  }

  @Override
  public long deadlineMs() {
    return NO_DEADLINE;
  }

  @Override
  public Collection<Pending<?>> watched() {
    return pending;
  }

  @Override
  public Optional<R> retry(RequestContext context) {
    return isComplete() ? Optional.of(response.get()) : Optional.empty();
  }

  @Override
  public R expire(RequestContext context) {
    throw new IllegalStateException("A request without a deadline does not expire");
  }
}
