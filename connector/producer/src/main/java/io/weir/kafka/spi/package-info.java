/** What other modules plug into Weir: bridges to the types of another Kafka client. */
@NullMarked
package io.weir.kafka.spi;

import org.jspecify.annotations.NullMarked;
