/** A small order service on Open Liberty: what REST takes goes to Kafka. */
@NullMarked
package io.weir.examples.openliberty;

import org.jspecify.annotations.NullMarked;
