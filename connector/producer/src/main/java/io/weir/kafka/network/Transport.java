package io.weir.kafka.network;

import io.netty.buffer.ByteBufAllocator;

/**
 * What connections stand on: the loop they live on, and how it reaches the world.
 *
 * @param allocator of the frames that are written, and of responses that arrive in pieces
 */
public record Transport(
    Loop loop, Connector connector, Resolver resolver, ByteBufAllocator allocator) {}
