package io.weir.kafka.testcluster.metadata;

/**
 * What a follower says of itself when it fetches a partition.
 *
 * @param brokerEpoch of its registration, -1 if it does not say
 * @param fetchOffset where it goes on: its log's end
 * @param logStartOffset of its log, -1 if it does not say
 */
public record FollowerFetch(int broker, long brokerEpoch, long fetchOffset, long logStartOffset) {}
