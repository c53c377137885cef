/** A Kafka cluster inside one JVM: builder and launcher. */
@NullMarked
package io.weir.kafka.testcluster;

import org.jspecify.annotations.NullMarked;
