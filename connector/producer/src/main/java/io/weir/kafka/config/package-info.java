/** One catalogue of settings, from which typed records, validation and documentation derive. */
@NullMarked
package io.weir.kafka.config;

import org.jspecify.annotations.NullMarked;
