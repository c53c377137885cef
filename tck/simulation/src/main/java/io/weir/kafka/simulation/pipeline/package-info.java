/** The whole producer pipeline before the embedded cluster's core under faults, judged by rules. */
@NullMarked
package io.weir.kafka.simulation.pipeline;

import org.jspecify.annotations.NullMarked;
