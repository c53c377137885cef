/** What clients see of Kafka, one subject a class, with the facts that every Kafka must show. */
@NullMarked
package io.weir.kafka.conformance.scenario;

import org.jspecify.annotations.NullMarked;
