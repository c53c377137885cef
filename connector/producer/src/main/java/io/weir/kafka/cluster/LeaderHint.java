package io.weir.kafka.cluster;

import io.weir.kafka.network.BrokerAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a partition has gone, as a response to a request that came to the wrong broker says
 * (KIP-951).
 *
 * @param leader where the new leader listens; null if the response does not say
 */
public record LeaderHint(
    String topic, int partition, int leaderId, int leaderEpoch, @Nullable BrokerAddress leader) {}
