package io.weir.kafka.producer;

import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.config.ConnectionSettings;
import io.weir.kafka.network.EventLoops;
import io.weir.kafka.network.Transport;

/**
 * What a pipeline stands on: Netty in an application, a virtual clock in the simulation.
 *
 * @param transport with the one event loop of the pipeline
 * @param release called once, on the loop, when the pipeline is closed and uses nothing of it any
 *     more
 */
public record Seam(Transport transport, Runnable release) {

  /** A turn on the application's shared event loops, whose threads end with the last pipeline. */
  static Seam netty(ConnectionSettings settings, ByteBufAllocator allocator) {
    EventLoops.Lease lease = EventLoops.shared().acquire();
    return new Seam(lease.transport(settings.socket().buffers(), allocator), lease::close);
  }
}
