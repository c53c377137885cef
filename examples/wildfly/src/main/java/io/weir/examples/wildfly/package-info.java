/** The least order service on WildFly: what REST takes goes to Kafka. */
@NullMarked
package io.weir.examples.wildfly;

import org.jspecify.annotations.NullMarked;
