/** Runs one scenario on a real Kafka and on the embedded cluster, and notes what clients see. */
@NullMarked
package io.weir.kafka.conformance;

import org.jspecify.annotations.NullMarked;
