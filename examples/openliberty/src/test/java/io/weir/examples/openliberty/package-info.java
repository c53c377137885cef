@NullMarked
package io.weir.examples.openliberty;

import org.jspecify.annotations.NullMarked;
