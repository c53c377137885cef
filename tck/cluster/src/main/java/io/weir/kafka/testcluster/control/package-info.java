/** Control of a cluster by HTTP, for tests that do not run in its JVM. */
@NullMarked
package io.weir.kafka.testcluster.control;

import org.jspecify.annotations.NullMarked;
