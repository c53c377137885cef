package io.weir.kafka.identity;

import java.util.Optional;

/**
 * Under which name batches are numbered: a broker accepts sequence numbers per partition and name,
 * and none of an older epoch once it has seen a newer one (KIP-98, KIP-360).
 *
 * @param producerId given by the cluster, unique in it
 * @param epoch at least 0
 */
public record ProducerIdAndEpoch(long producerId, short epoch) {

  /** The next epoch of the same id; empty if this was the last. */
  public Optional<ProducerIdAndEpoch> next() {
    return epoch == Short.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new ProducerIdAndEpoch(producerId, (short) (epoch + 1)));
  }
}
