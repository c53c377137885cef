/** What a test does to requests and connections, and what it can look up about them later. */
@NullMarked
package io.weir.kafka.testcluster.fault;

import org.jspecify.annotations.NullMarked;
