@NullMarked
package io.weir.kafka.mapping;

import org.jspecify.annotations.NullMarked;
