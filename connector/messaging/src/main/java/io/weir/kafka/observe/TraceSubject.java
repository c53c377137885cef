package io.weir.kafka.observe;

import io.weir.kafka.time.WallClock;
import java.util.function.LongSupplier;

/**
 * Which channel is traced, and the clocks.
 *
 * @param topic where messages go that name none
 * @param nanoTime measures how long a message has waited
 * @param clock tells when the span of a message that has waited began
 */
record TraceSubject(String topic, String clientId, LongSupplier nanoTime, WallClock clock) {}
