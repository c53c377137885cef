@NullMarked
package io.weir.kafka.connector;

import org.jspecify.annotations.NullMarked;
