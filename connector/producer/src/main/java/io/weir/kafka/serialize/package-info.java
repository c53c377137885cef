/** Payloads to bytes: built-in serializers, JSON, a user's own, and the reusable encoder. */
@NullMarked
package io.weir.kafka.serialize;

import org.jspecify.annotations.NullMarked;
