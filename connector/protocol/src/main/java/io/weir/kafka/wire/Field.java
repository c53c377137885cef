package io.weir.kafka.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a shape says of one field, in the terms of Kafka's message definitions.
 *
 * @param name lower camel case
 * @param type as Kafka writes it: {@code int32}, {@code string}, {@code []int32}, {@code records},
 *     {@code PartitionData}, {@code []PartitionData}
 * @param gate where the field exists, and how
 * @param nullable whether the type has a null
 * @param defaultValue what a message has where the version lacks the field
 * @param struct the structure of the field or of its elements; null for scalars
 */
public record Field(
    String name,
    String type,
    Gate gate,
    boolean nullable,
    @Nullable Object defaultValue,
    @Nullable Shape<?> struct) {

  /**
   * What the gates before a field say.
   *
   * @param since the first version with the field
   * @param until the last version with the field
   * @param nullableSince the first version in which null is allowed, for a type that has a null
   * @param tag the tag, or -1 if the field has its fixed place
   * @param ignorable whether a set value may be dropped where the version lacks the field
   * @param neverFlexible whether flexible versions keep the fixed-size length
   */
  public record Gate(
      int since, int until, int nullableSince, int tag, boolean ignorable, boolean neverFlexible) {}
}
