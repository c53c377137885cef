/** One broker: the replicas that it hosts and the metadata as it knows it. */
@NullMarked
package io.weir.kafka.testcluster.broker;

import org.jspecify.annotations.NullMarked;
