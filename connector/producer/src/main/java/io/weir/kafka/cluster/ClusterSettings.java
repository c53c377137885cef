package io.weir.kafka.cluster;

import io.weir.kafka.config.DurationRange;
import io.weir.kafka.config.MetadataSettings;
import io.weir.kafka.config.ServerAddress;
import java.time.Duration;
import java.util.List;

/**
 * How the cluster is found and watched.
 *
 * @param bootstrapServers at least one
 * @param retryBackoff waits between attempts ({@code retry.backoff.ms}, {@code
 *     retry.backoff.max.ms})
 * @param requestTimeout for one request ({@code request.timeout.ms})
 * @param topicCreation whether asking for a topic may create it
 */
public record ClusterSettings(
    List<ServerAddress> bootstrapServers,
    MetadataSettings metadata,
    DurationRange retryBackoff,
    Duration requestTimeout,
    TopicCreation topicCreation) {

  /** Whether asking for a topic may create it, where the brokers allow that too. */
  public enum TopicCreation {
    ALLOWED,
    FORBIDDEN
  }
}
