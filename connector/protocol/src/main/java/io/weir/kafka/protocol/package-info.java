/** Kafka's messages, one file each, and the table of API keys and error codes. */
@NullMarked
package io.weir.kafka.protocol;

import org.jspecify.annotations.NullMarked;
