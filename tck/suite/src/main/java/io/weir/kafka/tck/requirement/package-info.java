/** One requirement per file. */
@NullMarked
package io.weir.kafka.tck.requirement;

import org.jspecify.annotations.NullMarked;
