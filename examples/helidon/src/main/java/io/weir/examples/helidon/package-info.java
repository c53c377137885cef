/** The least order service on Helidon MP: what REST takes goes to Kafka. */
@NullMarked
package io.weir.examples.helidon;

import org.jspecify.annotations.NullMarked;
