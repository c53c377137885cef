/**
 * The edge to CDI and MicroProfile Reactive Messaging: subscriber, demand, mapping, ack and nack.
 */
@NullMarked
package io.weir.kafka.connector;

import org.jspecify.annotations.NullMarked;
