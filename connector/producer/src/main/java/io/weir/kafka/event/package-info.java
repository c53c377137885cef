/** What the pipeline tells an observer; health, metrics and tracing adapt it. */
@NullMarked
package io.weir.kafka.event;

import org.jspecify.annotations.NullMarked;
