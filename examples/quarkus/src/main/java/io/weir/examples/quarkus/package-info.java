/** A small order service that writes to Kafka. */
@NullMarked
package io.weir.examples.quarkus;

import org.jspecify.annotations.NullMarked;
