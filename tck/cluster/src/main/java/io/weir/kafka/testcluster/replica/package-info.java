/** One broker's copy of a partition: what may enter its log and how far it is visible. */
@NullMarked
package io.weir.kafka.testcluster.replica;

import org.jspecify.annotations.NullMarked;
