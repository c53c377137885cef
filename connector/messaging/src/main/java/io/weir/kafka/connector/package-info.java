/**
 * The edge to CDI and MicroProfile Reactive Messaging: subscriber, demand, ack and nack, emitters.
 */
@NullMarked
package io.weir.kafka.connector;

import org.jspecify.annotations.NullMarked;
