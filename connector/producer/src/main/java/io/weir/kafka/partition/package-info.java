/** Records to partitions: by hash, sticky, in turn, or as the user's partitioner says. */
@NullMarked
package io.weir.kafka.partition;

import org.jspecify.annotations.NullMarked;
