/** A cluster for each JUnit 5 test; needs {@code org.junit.jupiter:junit-jupiter-api}. */
@NullMarked
package io.weir.kafka.testcluster.junit;

import org.jspecify.annotations.NullMarked;
