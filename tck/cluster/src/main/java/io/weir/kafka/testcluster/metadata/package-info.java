/** What a cluster knows of its brokers and topics: immutable images and settings. */
@NullMarked
package io.weir.kafka.testcluster.metadata;

import org.jspecify.annotations.NullMarked;
