/** What an application shows of its channels: health, metrics and traces. */
@NullMarked
package io.weir.kafka.observe;

import org.jspecify.annotations.NullMarked;
