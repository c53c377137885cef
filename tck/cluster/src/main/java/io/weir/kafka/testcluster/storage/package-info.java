/** Segment logs of record batches, in memory or on disk, behind one {@code Storage}. */
@NullMarked
package io.weir.kafka.testcluster.storage;

import org.jspecify.annotations.NullMarked;
