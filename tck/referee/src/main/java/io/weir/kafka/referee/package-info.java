/** Real Kafka servers in child JVMs and kcat, against which tests check what Weir wrote. */
@NullMarked
package io.weir.kafka.referee;

import org.jspecify.annotations.NullMarked;
