package io.weir.kafka.testcluster.controller;

/**
 * Gives each producer an id of its own, also over restarts: the journal reserves blocks, as Kafka's
 * brokers do (KIP-730).
 *
 * <p>Owned by the core's thread.
 */
final class ProducerIds {

  private static final int BLOCK = 1000;

  private final MetadataJournal journal;

  /** Owned by the core's thread. */
  private long next;

  /** Where the reserved block ends; owned by the core's thread. */
  private long reserved;

  /**
   * @param next the first that was not reserved before
   */
  ProducerIds(MetadataJournal journal, long next) {
    this.journal = journal;
    this.next = next;
    this.reserved = next;
  }

  long next() {
    if (next == reserved) {
      reserved += BLOCK;
      journal.writeProducers(reserved);
    }
    return next++;
  }
}
