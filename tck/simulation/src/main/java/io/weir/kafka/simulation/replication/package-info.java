/** The core of the embedded cluster under faults, with the rules of replication as its judge. */
@NullMarked
package io.weir.kafka.simulation.replication;

import org.jspecify.annotations.NullMarked;
