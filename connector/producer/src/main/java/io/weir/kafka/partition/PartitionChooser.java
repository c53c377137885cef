package io.weir.kafka.partition;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.RecordPartitioner;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.BuiltInPartitioner;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.NamedInstances;
import io.weir.kafka.config.PartitionSettings;
import io.weir.kafka.config.PartitionSettings.KeyUse;
import io.weir.kafka.config.Problems;
import io.weir.kafka.spi.ClusterPartitioner;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the partitions of one channel: the one that a record names, else as its settings say. May
 * be used by several threads at once; the built-in ways allocate nothing.
 */
public final class PartitionChooser implements AutoCloseable {

  private static final Logger LOG = System.getLogger(PartitionChooser.class.getName());
  private static final String SETTING = "partitioner.class";

  private final String channel;
  private final Strategy strategy;
  private final @Nullable RecordPartitioner users;

  private PartitionChooser(String channel, Strategy strategy, @Nullable RecordPartitioner users) {
    this.channel = channel;
    this.strategy = strategy;
    this.users = users;
  }

  /**
   * Finds and configures what the settings name. What cannot work is added to the problems; the
   * result must then not be used.
   *
   * @param random gives the seed of the sticky choice, once, on this thread
   */
  public static PartitionChooser resolve(
      ChannelSettings settings, BeanLookup beans, RandomGenerator random, Problems problems) {
    PartitionSettings partition = settings.producer().partition();
    Strategy sticky =
        new Sticky(
            settings.producer().batch().batchBytes(), new SplittableRandom(random.nextLong()));
    String name = partition.partitioner();
    Optional<BuiltInPartitioner> builtIn =
        name == null ? Optional.of(BuiltInPartitioner.DEFAULT) : BuiltInPartitioner.named(name);
    if (builtIn.isPresent() || name == null) {
      Strategy strategy =
          builtIn(builtIn.orElse(BuiltInPartitioner.DEFAULT), partition.keyUse(), sticky);
      return new PartitionChooser(settings.channel(), strategy, null);
    }
    return new NamedInstances(beans, settings.view(), problems)
        .find(SETTING, name, RecordPartitioner.class)
        .map(users -> users(settings, users, problems))
        .orElseGet(() -> new PartitionChooser(settings.channel(), sticky, null));
  }

  private static Strategy builtIn(BuiltInPartitioner which, KeyUse keyUse, Strategy sticky) {
    return switch (which) {
      case DEFAULT -> keyUse == KeyUse.HASHED ? new Keyed(sticky) : sticky;
      case STICKY -> sticky;
      case ROUND_ROBIN -> new RoundRobin();
    };
  }

  private static PartitionChooser users(
      ChannelSettings settings, RecordPartitioner users, Problems problems) {
    try {
      users.configure(settings.others());
    } catch (RuntimeException | LinkageError failure) {
      problems.badValue(SETTING, users.getClass().getName(), "its configure failed: " + failure);
    }
    UserChoice choice = new UserChoice(settings.channel(), users.getClass().getName());
    Strategy strategy =
        users instanceof ClusterPartitioner partitioner
            ? new ClusterStrategy(choice, partitioner)
            : new UserStrategy(choice, users);
    return new PartitionChooser(settings.channel(), strategy, users);
  }

  /** Whether it needs the serialized record, and layouts with a view of the cluster. */
  public boolean watchesCluster() {
    return strategy instanceof ClusterStrategy;
  }

  /** What is remembered of a topic; the caller keeps one for each topic that it sends to. */
  public TopicChoices newTopic(String topic) {
    return new TopicChoices(topic);
  }

  /**
   * Chooses, and counts the record for the choices to come.
   *
   * @return at least 0, less than the layout's count
   * @throws InvalidRecordException if the record names a partition that the topic does not have, or
   *     the user's partitioner does, or fails
   */
  public int choose(TopicChoices topic, PartitionQuery query, PartitionLayout layout) {
    int named = query.partition();
    if (named == PartitionQuery.ANY) {
      return strategy.choose(topic, query, layout);
    }
    if (named < 0 || named >= layout.count()) {
      throw new InvalidRecordException(
          "Channel '%s': there is no partition %d in topic '%s', which has 0 to %d"
              .formatted(channel, named, topic.topic(), layout.count() - 1));
    }
    return named;
  }

  /** Closes the user's partitioner; a failure is logged. Call after the last record. */
  @Override
  public void close() {
    if (users != null) {
      try {
        users.close();
      } catch (RuntimeException failure) {
        LOG.log(Level.WARNING, "Channel '" + channel + "': its partitioner did not close", failure);
      }
    }
  }
}
