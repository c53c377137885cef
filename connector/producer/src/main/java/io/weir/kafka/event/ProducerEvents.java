package io.weir.kafka.event;

/**
 * Told what the pipeline does, by batch and by request, never by record; only a record that fails
 * before it is in a batch is told of by itself.
 *
 * <p>Called on the event loop unless a method says otherwise: an implementation must be quick and
 * must not block. An exception is logged and otherwise ignored. Every method does nothing unless it
 * is overridden. What can be read at any time, such as the memory in use, is not told.
 */
public interface ProducerEvents {

  /** Listens to nothing. */
  ProducerEvents NONE =
      new ProducerEvents() {
        @Override
        public boolean wantsTraffic() {
          return false;
        }
      };

  /**
   * Whether batches and requests are to be told of at all; what is rare is told in any case. Asked
   * once, before anything is told.
   */
  default boolean wantsTraffic() {
    return true;
  }

  /** A batch was handed to the connection. */
  default void batchSent(ObservedBatch batch, Departure departure) {}

  /** A batch was acknowledged; the latency runs from its first record to the acknowledgement. */
  default void batchDelivered(ObservedBatch batch, long latencyNanos) {}

  /** A batch failed for good. */
  default void batchFailed(ObservedBatch batch, Throwable failure) {}

  /**
   * A batch will be sent again.
   *
   * @param error Kafka's name of it; NETWORK_EXCEPTION where the broker did not answer
   * @param reason names the broker
   */
  default void batchRetried(ObservedBatch batch, String error, String reason) {}

  /** A record failed before it was in a batch; called on the completion task. */
  default void recordRefused(Throwable failure) {}

  /** A request was sent, whose response is waited for. */
  default void requestSent(ObservedRequest request) {}

  /** The response is there, so long after the request was sent. */
  default void requestAnswered(ObservedRequest request, long latencyNanos) {}

  /** There will be no response: it is late, or the connection is gone. */
  default void requestLost(ObservedRequest request) {}

  /** A connection is ready for requests. */
  default void connected(int brokerId) {}

  /**
   * A connection was closed, or could not be opened.
   *
   * @param reason names the address
   */
  default void disconnected(int brokerId, Parting parting, String reason) {}

  /** The broker asks for silence for so long (KIP-219). */
  default void throttled(int brokerId, long throttleMs) {}

  /**
   * The records of this partition hold more than their share of {@code buffer.memory}: the channel
   * takes no more until they have less. That may be so many times a second under load. Any thread,
   * the application's own included.
   *
   * @param partition -1: the topic's partitions are not known yet
   */
  default void partitionBlocks(String topic, int partition) {}

  /** The cluster lets this producer write nothing; it is asked again when there are records. */
  default void producerRefused(String reason) {}

  /** The cluster lets this producer write. */
  default void producerAccepted() {}
}
