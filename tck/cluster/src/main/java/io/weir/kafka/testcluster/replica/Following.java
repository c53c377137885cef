package io.weir.kafka.testcluster.replica;

/**
 * The replica copies the leader's log.
 *
 * @param leader a broker id; {@link io.weir.kafka.testcluster.metadata.PartitionImage#NO_LEADER} if
 *     there is nobody to copy from
 */
public record Following(int leader, int leaderEpoch) implements Role {}
