/** Producer id, epochs and sequence numbers: sealed states, each with its legal edges. */
@NullMarked
package io.weir.kafka.identity;

import org.jspecify.annotations.NullMarked;
