package io.weir.kafka.config;

import java.time.Duration;

/** What two settings must be to each other. */
final class Checks {

  private Checks() {}

  /** The batch size, which the memory must hold and a request can carry. */
  static int batchBytes(SettingsReader reader, MemorySettings memory) {
    int batchBytes = reader.read(BatchingKeys.BATCH_SIZE);
    if (batchBytes > memory.bufferBytes()) {
      reader
          .problems()
          .badValue(
              BatchingKeys.BATCH_SIZE.name(),
              Integer.toString(batchBytes),
              "a batch must fit into buffer.memory = '%d'; raise that or lower this"
                  .formatted(memory.bufferBytes()));
    }
    if (batchBytes > memory.maxRequestBytes()) {
      reader
          .problems()
          .warning(
              "batch.size = '%d' is above max.request.size = '%d', which bounds batches, too"
                  .formatted(batchBytes, memory.maxRequestBytes()));
    }
    return Math.min(batchBytes, memory.maxRequestBytes());
  }

  /**
   * The delivery timeout, which must leave time to linger and for one request. Where it is not set
   * and too short for what is set, it is raised, as kafka-clients does; the warning says so.
   */
  static Duration deliveryTimeout(SettingsReader reader, Linger linger) {
    Duration timeout = reader.read(DeliveryKeys.DELIVERY_TIMEOUT);
    Duration least = linger.time().plus(reader.read(DeliveryKeys.REQUEST_TIMEOUT));
    if (timeout.compareTo(least) >= 0) {
      return timeout;
    }
    String sum = "linger.ms + request.timeout.ms = %d ms".formatted(least.toMillis());
    if (reader.isSet(DeliveryKeys.DELIVERY_TIMEOUT)) {
      String written = Long.toString(timeout.toMillis());
      String remedy = "expected at least %s; raise this or lower one of them".formatted(sum);
      reader.problems().badValue(DeliveryKeys.DELIVERY_TIMEOUT.name(), written, remedy);
    } else {
      reader.problems().warning("delivery.timeout.ms is not set and was raised to " + sum);
    }
    return least;
  }
}
