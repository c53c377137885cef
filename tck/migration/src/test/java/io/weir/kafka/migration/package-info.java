/** What an application of smallrye-kafka finds when it changes the connector's name. */
@NullMarked
package io.weir.kafka.migration;

import org.jspecify.annotations.NullMarked;
