/**
 * Runs Weir and its peers side by side, each in a process of its own, and reports what they cost.
 */
@NullMarked
package io.weir.kafka.benchmarks;

import org.jspecify.annotations.NullMarked;
