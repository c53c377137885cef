/** Requirements of an outgoing Kafka connector, and the application in which they are looked at. */
@NullMarked
package io.weir.kafka.tck;

import org.jspecify.annotations.NullMarked;
