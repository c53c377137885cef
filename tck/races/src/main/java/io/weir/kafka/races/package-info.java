/** What the races of the other packages share. */
@NullMarked
package io.weir.kafka.races;

import org.jspecify.annotations.NullMarked;
