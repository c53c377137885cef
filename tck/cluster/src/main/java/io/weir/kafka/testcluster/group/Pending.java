package io.weir.kafka.testcluster.group;

import io.weir.kafka.testcluster.metadata.WatchKey;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is there, or that a group will give later; a request can watch it, as each is a
 * key of its own.
 *
 * <p>Owned by the core's thread. Completed once; whatever comes later is ignored. A request that
 * has gone away takes nothing with it: its answer is given all the same and nobody reads it.
 */
public final class Pending<A> implements WatchKey {

  /** Where the completed ones are collected, so that their watchers can be woken. */
  private final Set<WatchKey> completed;

  /** Owned by the core's thread. */
  private @Nullable A answer;

  Pending(Set<WatchKey> completed) {
    this.completed = completed;
  }

  /** One that is answered already. */
  public static <A> Pending<A> of(A answer) {
    Pending<A> pending = new Pending<>(Set.of());
    pending.answer = answer;
    return pending;
  }

  /** The answer, if it has been given. */
  public Optional<A> answer() {
    return Optional.ofNullable(answer);
  }

  void complete(A given) {
    if (answer == null) {
      answer = given;
      completed.add(this);
    }
  }
}
