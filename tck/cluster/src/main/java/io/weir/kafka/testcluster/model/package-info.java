/** What a cluster knows: its image, its controller, and the replicas that brokers lead. */
@NullMarked
package io.weir.kafka.testcluster.model;

import org.jspecify.annotations.NullMarked;
