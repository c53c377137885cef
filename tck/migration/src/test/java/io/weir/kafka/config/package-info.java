@NullMarked
package io.weir.kafka.config;

import org.jspecify.annotations.NullMarked;
