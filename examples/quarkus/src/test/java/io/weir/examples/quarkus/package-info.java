@NullMarked
package io.weir.examples.quarkus;

import org.jspecify.annotations.NullMarked;
