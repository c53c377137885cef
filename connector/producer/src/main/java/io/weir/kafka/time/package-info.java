/** Clocks, deadlines and backoff; injected wherever time passes. */
@NullMarked
package io.weir.kafka.time;

import org.jspecify.annotations.NullMarked;
