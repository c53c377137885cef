/** Batches become requests, responses become outcomes: the one owner of produce retries. */
@NullMarked
package io.weir.kafka.send;

import org.jspecify.annotations.NullMarked;
