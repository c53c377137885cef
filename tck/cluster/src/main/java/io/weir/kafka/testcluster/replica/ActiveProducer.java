package io.weir.kafka.testcluster.replica;

/**
 * What a replica remembers of an idempotent producer.
 *
 * @param lastSequence of its last record
 * @param lastTimestampMs the largest timestamp of its last batch, milliseconds since 1970
 */
public record ActiveProducer(long id, short epoch, int lastSequence, long lastTimestampMs) {}
