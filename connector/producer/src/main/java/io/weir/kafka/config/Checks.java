package io.weir.kafka.config;

import java.time.Duration;

/** What two settings must be to each other. */
final class Checks {

  /** With idempotence: what a broker remembers of each producer and partition. */
  private static final int MOST_IN_FLIGHT = 5;

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
   * Whether to be idempotent, which not all settings allow. Where it is not asked for in so many
   * words, acks and retries turn it off, as in kafka-clients; otherwise they contradict it.
   */
  static boolean idempotence(SettingsReader reader, Acks acks, RetrySettings retry) {
    if (!reader.read(DeliveryKeys.IDEMPOTENCE)) {
      return false;
    }
    boolean asked = reader.isSet(DeliveryKeys.IDEMPOTENCE);
    boolean possible = acks == Acks.ALL && retry.attempts() > 0;
    if (!possible && !asked) {
      return false;
    }
    if (acks != Acks.ALL) {
      contradiction(reader, "acks = '%s'".formatted(acks.wireValue()), "set acks=all");
    }
    if (retry.attempts() == 0) {
      contradiction(reader, "retries = '0'", "raise retries");
    }
    int inFlight = reader.read(DeliveryKeys.MAX_IN_FLIGHT);
    if (inFlight > MOST_IN_FLIGHT) {
      contradiction(
          reader,
          "max.in.flight.requests.per.connection = '%d'".formatted(inFlight),
          "brokers remember %d batches of a partition: lower it".formatted(MOST_IN_FLIGHT));
    }
    return true;
  }

  private static void contradiction(SettingsReader reader, String other, String remedy) {
    reader
        .problems()
        .badValue(
            DeliveryKeys.IDEMPOTENCE.name(),
            "true",
            "not with %s; %s, or set this to false".formatted(other, remedy));
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
