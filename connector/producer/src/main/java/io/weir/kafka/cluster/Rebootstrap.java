package io.weir.kafka.cluster;

import io.weir.kafka.config.MetadataSettings;
import io.weir.kafka.config.MetadataSettings.Recovery;

/**
 * Says when to give up the brokers that are known, and begin again from the bootstrap servers: when
 * none of them has told of the cluster for {@code metadata.recovery.rebootstrap.trigger.ms} since
 * they were first asked in vain (KIP-1102). Brokers that refuse connections are not waited for so
 * long; this is for those that take them.
 *
 * <p>All fields: event loop only.
 */
final class Rebootstrap {

  private final long triggerNanos;

  private boolean trying;

  /** Since when; only while {@link #trying}. */
  private long sinceNanos;

  Rebootstrap(MetadataSettings settings) {
    boolean allowed = settings.recovery() == Recovery.REBOOTSTRAP;
    this.triggerNanos = allowed ? settings.rebootstrapTrigger().toNanos() : Long.MAX_VALUE;
  }

  /** The cluster is to be asked about, or still is; says whether to begin again. */
  boolean isDue(long nowNanos) {
    if (!trying) {
      trying = true;
      sinceNanos = nowNanos;
    }
    boolean due = nowNanos - sinceNanos >= triggerNanos;
    if (due) {
      sinceNanos = nowNanos;
    }
    return due;
  }

  /** A broker has told of the cluster. */
  void answered() {
    trying = false;
  }
}
