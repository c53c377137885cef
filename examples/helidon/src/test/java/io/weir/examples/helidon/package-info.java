@NullMarked
package io.weir.examples.helidon;

import org.jspecify.annotations.NullMarked;
