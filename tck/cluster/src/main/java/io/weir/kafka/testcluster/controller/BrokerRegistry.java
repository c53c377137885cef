package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Refused;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Registered;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Standing;
import io.weir.kafka.testcluster.controller.ControllerRequest.Heartbeat;
import io.weir.kafka.testcluster.controller.ControllerRequest.Heartbeat.Intent;
import io.weir.kafka.testcluster.controller.ControllerRequest.Register;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.RegisteredBroker.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who is registered, who lives and who has been silent for too long.
 *
 * <p>Owned by the core's thread. The states and their edges are those of {@link
 * RegisteredBroker.State}. Invariants: a broker that is not fenced has a session; broker epochs
 * only grow, also over restarts of the cluster.
 *
 * <p>Left out: a real controller refuses a new registration, with DUPLICATE_BROKER_REGISTRATION,
 * while the session of the process before it lasts; here it ends that session.
 */
final class BrokerRegistry {

  private final ClusterState state;
  private final Elections elections;

  /** When each broker that is not fenced was last heard of; owned by the core's thread. */
  private final Map<Integer, Long> lastHeardMs = new HashMap<>();

  /** Owned by the core's thread. */
  private long lastEpoch;

  BrokerRegistry(ClusterState state, Elections elections) {
    this.state = state;
    this.elections = elections;
    this.lastEpoch =
        state.image().brokers().stream().mapToLong(RegisteredBroker::epoch).max().orElse(0);
  }

  ControllerAnswer register(Register request) {
    fence(request.broker()); // the process before, if the controller has not noticed its end
    RegisteredBroker broker = new RegisteredBroker(request.node(), ++lastEpoch, State.FENCED);
    state.put(broker);
    return new Registered(broker.epoch());
  }

  /** Null if the broker has registered and this is its epoch. */
  @Nullable Refused refusal(int id, long epoch) {
    RegisteredBroker broker = state.image().broker(id);
    if (broker == null) {
      return new Refused(ErrorCode.BROKER_ID_NOT_REGISTERED);
    }
    return broker.epoch() == epoch ? null : new Refused(ErrorCode.STALE_BROKER_EPOCH);
  }

  ControllerAnswer heartbeat(Heartbeat request, long nowMs) {
    Refused refusal = refusal(request.broker(), request.brokerEpoch());
    RegisteredBroker broker = state.image().broker(request.broker());
    if (refusal != null || broker == null) {
      return refusal == null ? new Refused(ErrorCode.BROKER_ID_NOT_REGISTERED) : refusal;
    }
    if (broker.isUnfenced()) {
      lastHeardMs.put(broker.id(), nowMs);
    }
    return new Standing(request.intent() == Intent.SERVE ? serve(broker, nowMs) : shutDown(broker));
  }

  private Standing.State serve(RegisteredBroker broker, long nowMs) {
    if (broker.state() == State.FENCED) {
      lastHeardMs.put(broker.id(), nowMs);
      enter(broker.as(State.LIVE));
    }
    return broker.state() == State.SHUTTING_DOWN
        ? Standing.State.SHUTTING_DOWN
        : Standing.State.SERVING;
  }

  private Standing.State shutDown(RegisteredBroker broker) {
    if (broker.state() == State.LIVE && leadsSomething(broker.id())) {
      enter(broker.as(State.SHUTTING_DOWN));
      return Standing.State.SHUTTING_DOWN;
    }
    enter(broker.as(State.FENCED));
    return Standing.State.MAY_STOP;
  }

  private boolean leadsSomething(int id) {
    return state.image().topics().stream()
        .flatMap(topic -> topic.partitions().stream())
        .anyMatch(partition -> partition.leader() == id);
  }

  /** Records the broker's state and does what follows from it. */
  private void enter(RegisteredBroker broker) {
    state.put(broker);
    if (broker.state() == State.FENCED) {
      lastHeardMs.remove(broker.id());
    }
    if (broker.isEligible()) {
      elections.fillVacancies();
    } else {
      elections.brokerLeaves(broker.id());
    }
  }

  /** When the next session ends, unless its broker is heard of before. */
  OptionalLong nextDeadlineMs() {
    return lastHeardMs.values().stream().mapToLong(heardMs -> heardMs + sessionTimeoutMs()).min();
  }

  /** Fences the brokers whose session has ended. */
  void expire(long nowMs) {
    List<Integer> silent =
        lastHeardMs.entrySet().stream()
            .filter(entry -> entry.getValue() + sessionTimeoutMs() <= nowMs)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    silent.forEach(this::fence);
  }

  /** Harmless if the broker is fenced or was never registered. */
  private void fence(int id) {
    RegisteredBroker broker = state.image().broker(id);
    if (broker != null && broker.isUnfenced()) {
      enter(broker.as(State.FENCED));
    }
  }

  private long sessionTimeoutMs() {
    return state.image().settings().sessionTimeoutMs();
  }
}
