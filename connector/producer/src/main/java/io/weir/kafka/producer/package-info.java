/** Composition root and lifecycle: the pipeline put together, and its framework-free entry. */
@NullMarked
package io.weir.kafka.producer;

import org.jspecify.annotations.NullMarked;
