/** The command line: a cluster as a process of its own. */
@NullMarked
package io.weir.kafka.testcluster.launch;

import org.jspecify.annotations.NullMarked;
