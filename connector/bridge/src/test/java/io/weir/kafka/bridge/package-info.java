@NullMarked
package io.weir.kafka.bridge;

import org.jspecify.annotations.NullMarked;
