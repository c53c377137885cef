/** Start one drain, never two, and never lose a wake-up. */
@NullMarked
package io.weir.kafka.wake;

import org.jspecify.annotations.NullMarked;
