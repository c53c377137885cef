/** The types of kafka-clients and smallrye-kafka in terms of Weir's, and back. */
@NullMarked
package io.weir.kafka.bridge;

import org.jspecify.annotations.NullMarked;
