/** Order events from a file to Kafka, from plain CDI: an {@code @Outgoing} method and emitters. */
@NullMarked
package io.weir.examples.quickstart;

import org.jspecify.annotations.NullMarked;
