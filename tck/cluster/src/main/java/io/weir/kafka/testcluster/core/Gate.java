package io.weir.kafka.testcluster.core;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.ApiVersionsResponse;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.testcluster.fault.Faults;
import io.weir.kafka.testcluster.fault.Origin;
import io.weir.kafka.testcluster.fault.RequestCall;
import io.weir.kafka.testcluster.fault.RequestJournal;
import io.weir.kafka.testcluster.fault.RequestTrace;
import io.weir.kafka.testcluster.fault.Verdict;
import io.weir.kafka.testcluster.fault.VersionCaps;
import io.weir.kafka.testcluster.message.TopicNames;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What a request meets before the broker does: the versions that are served, the faults that a test
 * has declared, the journal.
 *
 * <p>Owned by the core's thread.
 */
final class Gate {

  private final Faults faults;
  private final RequestJournal journal;

  /** Owned by the core's thread. */
  private VersionCaps caps = VersionCaps.NONE;

  Gate(RandomGenerator random, TopicNames names) {
    this.faults = new Faults(random, names);
    this.journal = new RequestJournal(names);
  }

  Faults faults() {
    return faults;
  }

  RequestJournal journal() {
    return journal;
  }

  VersionCaps caps() {
    return caps;
  }

  void cap(VersionCaps newCaps) {
    caps = newCaps;
  }

  /** Whether whoever asks may ask that. */
  boolean serves(Origin origin, Api<?, ?> api, int version) {
    return version >= api.lowest()
        && version <= api.highestStable()
        && (!origin.isClient() || caps.allow(api.key(), version));
  }

  /** A request and what is to become of it. */
  record Admission<Q extends Record, R extends Record>(Verdict<Q, R> verdict, RequestTrace trace) {

    /** One that was admitted before and is handled only now. */
    static <Q extends Record, R extends Record> Admission<Q, R> late(
        Q request, RequestTrace trace) {
      return new Admission<>(Verdict.serve(request), trace);
    }

    Departure<R> departure() {
      return new Departure<>(verdict.rewriting(), verdict.delivery(), trace);
    }
  }

  /** Decides on a request, and notes it. */
  <Q extends Record, R extends Record> Admission<Q, R> admit(RequestCall<Q, R> call, long nowMs) {
    Verdict<Q, R> verdict = faults.judge(call);
    return new Admission<>(capped(call, verdict), journal.arrived(call, nowMs));
  }

  private <Q extends Record, R extends Record> Verdict<Q, R> capped(
      RequestCall<Q, R> call, Verdict<Q, R> verdict) {
    if (call.api().key() != Apis.API_VERSIONS.key() || !call.origin().isClient()) {
      return verdict;
    }
    UnaryOperator<R> rewriting = verdict.rewriting();
    return verdict.rewritten(response -> capped(rewriting.apply(response)));
  }

  /** The response, without the versions that clients must not see. */
  @SuppressWarnings("unchecked") // It is of the class that came.
  <R extends Record> R capped(R response) {
    return response instanceof ApiVersionsResponse versions ? (R) caps.cap(versions) : response;
  }
}
