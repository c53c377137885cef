package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.PartitionImage;

/** What the controller tells a broker that asked. */
public sealed interface ControllerAnswer {

  /**
   * To {@link ControllerRequest.Register}.
   *
   * @param brokerEpoch larger than that of any registration before
   */
  record Registered(long brokerEpoch) implements ControllerAnswer {}

  /** To {@link ControllerRequest.Heartbeat}. */
  record Standing(State state) implements ControllerAnswer {

    /** How the controller sees the broker. */
    public enum State {
      FENCED,
      SERVING,
      SHUTTING_DOWN,
      MAY_STOP
    }
  }

  /** To {@link ControllerRequest.AlterPartition}: the state that now holds. */
  record PartitionAltered(PartitionImage partition) implements ControllerAnswer {}

  /**
   * The request had no effect; but NEW_LEADER_ELECTED says that the ISR was taken, and that a
   * reassignment which it completed took the leadership away.
   *
   * @param error STALE_BROKER_EPOCH, BROKER_ID_NOT_REGISTERED, UNKNOWN_TOPIC_ID,
   *     UNKNOWN_TOPIC_OR_PARTITION, NOT_CONTROLLER for an epoch that is not there yet,
   *     FENCED_LEADER_EPOCH, INVALID_UPDATE_VERSION, INVALID_REQUEST, INELIGIBLE_REPLICA or
   *     NEW_LEADER_ELECTED
   */
  record Refused(ErrorCode error) implements ControllerAnswer {}
}
