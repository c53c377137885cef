/**
 * Reads and rewrites any message by its shape: what it names, and what it would say on an error.
 */
@NullMarked
package io.weir.kafka.testcluster.message;

import org.jspecify.annotations.NullMarked;
