package io.weir.kafka.identity;

import io.weir.kafka.identity.IdentityState.Asking;
import io.weir.kafka.identity.IdentityState.Known;
import io.weir.kafka.identity.IdentityState.Refused;
import io.weir.kafka.identity.IdentityState.Unknown;
import io.weir.kafka.network.Loop;
import io.weir.kafka.time.Backoff;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The producer's id: asked for when it is needed, and again, with backoff, until there is one or
 * the cluster refuses. {@link IdentityState} holds the rules; this owns the question and its timer.
 * All methods and fields: event loop only.
 */
public final class ProducerIdentity {

  /** Told what has become of the need for an id. */
  public interface Listener {

    void known(ProducerIdAndEpoch name);

    /** There is none; the next who needs one leads to another question. */
    void refused(Refusal refusal);
  }

  private final Loop loop;
  private final ProducerIds ids;
  private final Backoff backoff;
  private final Listener listener;
  private final Question question = new Question();
  private IdentityState state = new Unknown();
  private Loop.@Nullable Timer timer;
  private boolean stopped;

  public ProducerIdentity(Loop loop, ProducerIds ids, Backoff backoff, Listener listener) {
    this.loop = loop;
    this.ids = ids;
    this.backoff = backoff;
    this.listener = listener;
  }

  /** The name to give to a partition, if there is one. */
  public Optional<ProducerIdAndEpoch> name() {
    return state instanceof Known known ? Optional.of(known.name()) : Optional.empty();
  }

  /** Somebody needs an id: the listener is told, later, unless there is one already. */
  public void want() {
    boolean wasAsking = state instanceof Asking;
    state = state.wanted();
    if (!wasAsking && state instanceof Asking) {
      askInTime();
    }
  }

  /** A partition cannot use this id any more, as its epochs are exhausted or it was fenced. */
  public void spent(long producerId) {
    state = state.spent(producerId);
  }

  /** A broker has refused all that this producer writes. */
  public void disowned(Refusal refusal) {
    state = state.disowned(refusal);
  }

  /** What stands in the way of an id: a clause; empty if nothing does. */
  public String obstacle() {
    if (state instanceof Asking asking) {
      return asking.obstacle();
    }
    return state instanceof Refused refused ? refused.refusal().reason() : "";
  }

  /** Asks nothing more, and tells nothing more. */
  public void stop() {
    stopped = true;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void askInTime() {
    if (!(state instanceof Asking asking) || stopped) {
      return;
    }
    if (asking.failures() == 0) {
      ids.ask(question);
    } else {
      timer = loop.schedule(this::askAgain, backoff.nanosAfter(asking.failures()));
    }
  }

  private void askAgain() {
    timer = null;
    ids.ask(question);
  }

  private final class Question implements ProducerIds.Listener {

    @Override
    public void granted(ProducerIdAndEpoch name) {
      if (!stopped) {
        state = state.granted(name);
        listener.known(name);
      }
    }

    @Override
    public void missed(String reason) {
      if (!stopped) {
        state = state.missed(reason);
        askInTime();
      }
    }

    @Override
    public void refused(Refusal refusal) {
      if (!stopped) {
        state = state.refused(refusal);
        listener.refused(refusal);
      }
    }
  }
}
