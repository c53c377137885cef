@NullMarked
package io.weir.kafka.observe;

import org.jspecify.annotations.NullMarked;
