/**
 * Kafka's primitive types, flexible versions and tagged fields: how one field looks on the wire.
 */
@NullMarked
package io.weir.kafka.wire;

import org.jspecify.annotations.NullMarked;
