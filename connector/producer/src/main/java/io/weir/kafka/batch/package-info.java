/**
 * Records become bounded batches: memory budget, open and sealed batches, linger, parked topics.
 */
@NullMarked
package io.weir.kafka.batch;

import org.jspecify.annotations.NullMarked;
