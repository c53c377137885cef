package io.weir.kafka.referee;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Kafka's admin client with one deadline for each action. Used by one thread. */
final class ClusterAdmin implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(120);
  private static final long POLL_MS = 100;

  private final Admin admin;
  private final String bootstrapServers;

  ClusterAdmin(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                "100",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                String.valueOf(DEADLINE.toMillis())));
  }

  /**
   * Returns the brokers that are alive when the cluster answers.
   *
   * @throws IllegalStateException if the server is no longer alive or 120 s have passed
   */
  Collection<Node> awaitAnswer(BooleanSupplier alive) {
    var nodes = admin.describeCluster().nodes();
    while (!isDone(nodes)) {
      if (!alive.getAsBoolean()) {
        throw new IllegalStateException("The server's process ended");
      }
    }
    return nodes.toCompletionStage().toCompletableFuture().join();
  }

  /**
   * Returns when the answer names all these brokers as alive.
   *
   * @throws IllegalStateException if a server is no longer alive or 120 s have passed
   */
  void awaitBrokers(Collection<Integer> brokers, BooleanSupplier alive) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    Set<Integer> missing = new TreeSet<>(brokers);
    while (!missing.isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw failed("Brokers " + missing + " did not become alive within " + DEADLINE, null);
      }
      awaitAnswer(alive).forEach(node -> missing.remove(node.id()));
    }
  }

  /** Creates the topic and returns when each partition has a leader. */
  void createTopic(String name, int partitions, int replicas, Map<String, String> settings) {
    NewTopic topic = new NewTopic(name, partitions, (short) replicas);
    var created = admin.createTopics(List.of(topic.configs(settings))).all();
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!isDone(created) || count(name, ClusterAdmin::hasLeader) < partitions) {
      if (System.nanoTime() - end > 0) {
        throw failed("No leader for each partition of " + name + " within " + DEADLINE, null);
      }
    }
  }

  /** Returns when all replicas of the topic are in sync. */
  void awaitInSync(String topic) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (count(topic, each -> true) == 0 || count(topic, each -> !isInSync(each)) > 0) {
      if (System.nanoTime() - end > 0) {
        throw failed("Not all replicas of " + topic + " are in sync within " + DEADLINE, null);
      }
    }
  }

  /** Waits a moment for the answer. */
  private boolean isDone(KafkaFuture<?> future) {
    try {
      future.get(POLL_MS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException e) {
      throw failed("Refused or not answered within " + DEADLINE, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("Interrupted", e);
    }
  }

  /** How many partitions of the topic are so; none as long as nobody knows it. */
  private long count(String topic, Predicate<TopicPartitionInfo> wanted) {
    try {
      return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
          .flatMap(description -> description.partitions().stream())
          .filter(wanted)
          .count();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0;
      }
      throw failed("Cannot describe topic " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("Interrupted", e);
    }
  }

  private static boolean hasLeader(TopicPartitionInfo partition) {
    return partition.leader() != null && !partition.leader().isEmpty();
  }

  private static boolean isInSync(TopicPartitionInfo partition) {
    return partition.isr().size() == partition.replicas().size();
  }

  private IllegalStateException failed(String what, @Nullable Throwable cause) {
    return new IllegalStateException(what + " (Kafka at " + bootstrapServers + ")", cause);
  }

  /** Gives up whatever is not answered yet. */
  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
