/** One broker connection: handshake, framing, correlation, throttling; the seam to Netty. */
@NullMarked
package io.weir.kafka.network;

import org.jspecify.annotations.NullMarked;
