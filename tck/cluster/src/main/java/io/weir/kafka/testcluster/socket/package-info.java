/** The cluster's edge to the network: runs a core on one event loop of Netty. */
@NullMarked
package io.weir.kafka.testcluster.socket;

import org.jspecify.annotations.NullMarked;
