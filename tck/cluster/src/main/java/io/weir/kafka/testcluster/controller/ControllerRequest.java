package io.weir.kafka.testcluster.controller;

import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import java.util.List;

/** What a broker asks of the controller; each is answered with one {@link ControllerAnswer}. */
public sealed interface ControllerRequest {

  /** The broker that asks. */
  int broker();

  /** A broker process has started. The broker is fenced until its first heartbeat. */
  record Register(BrokerNode node) implements ControllerRequest {
    @Override
    public int broker() {
      return node.id();
    }
  }

  /**
   * The broker lives (KIP-500).
   *
   * @param brokerEpoch of its registration
   */
  record Heartbeat(int broker, long brokerEpoch, Intent intent) implements ControllerRequest {

    /** What the broker wants to do next. */
    public enum Intent {
      SERVE,
      SHUT_DOWN
    }
  }

  /**
   * A leader proposes another ISR (KIP-497).
   *
   * @param brokerEpoch of the leader's registration
   * @param leaderEpoch in which it leads
   * @param partitionEpoch of the state that it proposes to change
   * @param isr the new one, which contains the leader
   */
  record AlterPartition(
      int broker,
      long brokerEpoch,
      TopicPartition partition,
      int leaderEpoch,
      int partitionEpoch,
      List<Integer> isr)
      implements ControllerRequest {

    public AlterPartition {
      isr = List.copyOf(isr);
    }
  }
}
