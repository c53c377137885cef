package io.weir.kafka.mapping;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** A message of Weir's own that stands for one that a user has given. */
public interface Envelope {

  /** The message that was given, with its metadata; null for a payload alone. */
  @Nullable Message<?> original();
}
