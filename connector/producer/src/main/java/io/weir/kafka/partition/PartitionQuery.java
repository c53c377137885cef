package io.weir.kafka.partition;

import io.weir.kafka.spi.ClusterPartitioner.Serialized;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a partition is chosen by, filled in again for each record. Owned by one thread at a time.
 *
 * <p>{@link #reset}, then what there is, then {@link PartitionChooser#choose}.
 */
public final class PartitionQuery {

  /** No partition is named. */
  public static final int ANY = -1;

  private static final byte[] NO_BYTES = {};

  // All below: the owning thread only.
  private int partition = ANY;
  private int recordBytes;
  private @Nullable Object key;
  private @Nullable Object value;
  private byte[] keyArray = NO_BYTES;
  private int keyOffset;
  private int keyLength = -1;
  private @Nullable Serialized serialized;

  /**
   * Forgets the last record.
   *
   * @param partition as the message names it; {@link #ANY} for none
   * @param recordBytes what the record takes in a batch
   */
  public PartitionQuery reset(int partition, int recordBytes) {
    this.partition = partition;
    this.recordBytes = recordBytes;
    key = null;
    value = null;
    keyArray = NO_BYTES;
    keyOffset = 0;
    keyLength = -1;
    serialized = null;
    return this;
  }

  /** The serialized key, borrowed until the choice is made; not called for a record without key. */
  public PartitionQuery keyBytes(byte[] array, int offset, int length) {
    keyArray = array;
    keyOffset = offset;
    keyLength = length;
    return this;
  }

  /** As the user sent them, for the user's partitioner; null for no key and for a tombstone. */
  public PartitionQuery payload(@Nullable Object recordKey, @Nullable Object recordValue) {
    key = recordKey;
    value = recordValue;
    return this;
  }

  /** The bytes of the record, for a partitioner that {@link PartitionChooser#watchesCluster}. */
  public PartitionQuery serialized(byte @Nullable [] keyBytes, byte @Nullable [] valueBytes) {
    serialized = new Serialized(keyBytes, valueBytes);
    return this;
  }

  int partition() {
    return partition;
  }

  Serialized serialized() {
    return Objects.requireNonNull(serialized, "nobody has asked for the record's bytes");
  }

  int recordBytes() {
    return recordBytes;
  }

  @Nullable Object key() {
    return key;
  }

  @Nullable Object value() {
    return value;
  }

  boolean hasKey() {
    return keyLength >= 0;
  }

  int keyHash() {
    return Murmur2.hash(keyArray, keyOffset, keyLength);
  }
}
