package io.weir.kafka.testcluster.group;

import io.weir.kafka.wire.Wire;
import java.util.UUID;

/**
 * Up to where a group has consumed a partition.
 *
 * @param offset of the next record
 * @param leaderEpoch of the record before it, -1 if the consumer does not know
 * @param metadata the consumer's own text, never null, often empty
 * @param committedAtMs milliseconds since 1970
 * @param expiresAtMs milliseconds since 1970, -1 to leave it to {@code offsets.retention.minutes}
 * @param topicId all zero if the commit named the topic only
 */
public record CommittedOffset(
    long offset,
    int leaderEpoch,
    String metadata,
    long committedAtMs,
    long expiresAtMs,
    UUID topicId) {

  /** The {@link #expiresAtMs} of an offset whose retention the broker decides. */
  public static final long NO_EXPIRY = -1;

  /** An offset without anything beside it. */
  public static CommittedOffset of(long offset, long committedAtMs) {
    return new CommittedOffset(offset, -1, "", committedAtMs, NO_EXPIRY, Wire.ZERO_UUID);
  }
}
