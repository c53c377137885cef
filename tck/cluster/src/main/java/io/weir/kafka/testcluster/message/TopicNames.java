package io.weir.kafka.testcluster.message;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The names of topics by id. */
@FunctionalInterface
public interface TopicNames {

  /** The name; null if there is no such topic. */
  @Nullable String nameOf(UUID topicId);
}
