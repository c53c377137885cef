package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;

/**
 * A way to assign that a member offers, such as {@code range}.
 *
 * @param metadata what the member tells the leader, such as its subscription
 */
public record Protocol(String name, ByteBuf metadata) {}
