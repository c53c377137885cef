package io.weir.kafka.event;

/**
 * Told what the pipeline does, batch by batch, never record by record.
 *
 * <p>Called on the event loop: an implementation must be quick and must not block. An exception is
 * logged and otherwise ignored. Every method does nothing unless it is overridden.
 */
public interface ProducerEvents {

  /** Listens to nothing. */
  ProducerEvents NONE = new ProducerEvents() {};

  /** A batch was handed to the connection. */
  default void batchSent(String topic, int partition, int records, int bytes) {}

  /** A batch was acknowledged; the latency runs from its first record to the acknowledgement. */
  default void batchDelivered(String topic, int partition, int records, long latencyNanos) {}

  /** A batch failed for good. */
  default void batchFailed(String topic, int partition, int records, Throwable failure) {}

  /** A batch will be sent again. */
  default void batchRetried(String topic, int partition, int records, String reason) {}

  /** A connection is ready for requests. */
  default void connected(int brokerId) {}

  /** A connection was closed, or could not be opened. */
  default void disconnected(int brokerId, String reason) {}

  /** The broker asks for silence for so long (KIP-219). */
  default void throttled(int brokerId, long throttleMs) {}
}
