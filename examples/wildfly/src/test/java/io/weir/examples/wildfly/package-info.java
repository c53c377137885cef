@NullMarked
package io.weir.examples.wildfly;

import org.jspecify.annotations.NullMarked;
