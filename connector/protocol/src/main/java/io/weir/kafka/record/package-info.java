/** Record batches of magic 2: written into pooled buffers, read from borrowed ones, compressed. */
@NullMarked
package io.weir.kafka.record;

import org.jspecify.annotations.NullMarked;
