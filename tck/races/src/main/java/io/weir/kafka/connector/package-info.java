/** Races of the package of this name in the product, whose package-private types they see. */
@NullMarked
package io.weir.kafka.connector;

import org.jspecify.annotations.NullMarked;
