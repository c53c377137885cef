/** The cluster as a state machine: events in, effects out; no thread, clock, socket or chance. */
@NullMarked
package io.weir.kafka.testcluster.core;

import org.jspecify.annotations.NullMarked;
