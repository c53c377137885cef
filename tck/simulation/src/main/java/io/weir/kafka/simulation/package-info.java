/** The producer and the core of the embedded cluster on one virtual clock, driven by one seed. */
@NullMarked
package io.weir.kafka.simulation;

import org.jspecify.annotations.NullMarked;
