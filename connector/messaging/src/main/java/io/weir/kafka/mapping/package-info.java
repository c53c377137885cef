/** From a message to the record that it means: payload, metadata and the channel's settings. */
@NullMarked
package io.weir.kafka.mapping;

import org.jspecify.annotations.NullMarked;
