@NullMarked
package io.weir.examples.quickstart;

import org.jspecify.annotations.NullMarked;
