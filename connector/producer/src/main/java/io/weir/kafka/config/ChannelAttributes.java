package io.weir.kafka.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds for the messages of the channel, unless they say otherwise.
 *
 * @param mapping how they become records
 * @param acknowledgement when a message is acknowledged
 * @param bounds of messages on their way
 * @param failures what becomes of messages that cannot be delivered
 * @param interceptors who sees each record, in this order; may be empty
 */
public record ChannelAttributes(
    MappingSettings mapping,
    Acknowledgement acknowledgement,
    Bounds bounds,
    Failures failures,
    List<Interceptor> interceptors) {

  /**
   * @param setting that names it
   * @param name an identifier or a class
   */
  public record Interceptor(String setting, String name) {}

  /**
   * What becomes of messages that cannot be delivered.
   *
   * @param deadLetterTopic where their records go, if the strategy says so
   */
  public record Failures(FailureStrategy strategy, String deadLetterTopic) {}

  /**
   * The bounds of messages on their way.
   *
   * @param maxInflightMessages 0: no bound by number
   * @param waiting of those that an emitter or a sender could not hand on yet
   * @param closeTimeout how long a shutdown waits for them
   */
  public record Bounds(int maxInflightMessages, WaitingSettings waiting, Duration closeTimeout) {}

  /** {@code waitForWriteCompletion}. */
  public enum Acknowledgement {
    /** When the broker has the record. */
    WHEN_DELIVERED,
    /** When the pipeline has accepted the record; a later failure is only logged. */
    WHEN_ACCEPTED
  }

  static ChannelAttributes read(SettingsReader reader) {
    boolean waits = reader.read(ChannelKeys.WAIT_FOR_WRITE_COMPLETION);
    MappingSettings mapping = MappingSettings.read(reader);
    return new ChannelAttributes(
        mapping,
        waits ? Acknowledgement.WHEN_DELIVERED : Acknowledgement.WHEN_ACCEPTED,
        bounds(reader),
        failures(reader, mapping.target().topic()),
        interceptors(reader));
  }

  private static List<Interceptor> interceptors(SettingsReader reader) {
    List<Interceptor> found = new ArrayList<>();
    String bean = reader.readOrNull(ChannelKeys.INTERCEPTOR_BEAN);
    if (bean != null) {
      found.add(new Interceptor(ChannelKeys.INTERCEPTOR_BEAN.name(), bean));
    }
    List<String> classes = reader.readOrNull(ChannelKeys.INTERCEPTOR_CLASSES);
    if (classes != null) {
      classes.forEach(
          name -> found.add(new Interceptor(ChannelKeys.INTERCEPTOR_CLASSES.name(), name)));
    }
    return List.copyOf(found);
  }

  private static Bounds bounds(SettingsReader reader) {
    return new Bounds(
        reader.read(ChannelKeys.MAX_INFLIGHT_MESSAGES),
        WaitingSettings.read(reader),
        reader.read(ChannelKeys.CLOSE_TIMEOUT));
  }

  private static Failures failures(SettingsReader reader, String channelTopic) {
    FailureStrategy strategy = reader.read(ChannelKeys.FAILURE_STRATEGY);
    String named = reader.readOrNull(ChannelKeys.DEAD_LETTER_TOPIC);
    Problems problems = reader.problems();
    if (named != null && strategy != FailureStrategy.DEAD_LETTER_TOPIC) {
      problems.warning(
          "'%s' has no effect without %s = dead-letter-topic"
              .formatted(
                  ChannelKeys.DEAD_LETTER_TOPIC.name(), ChannelKeys.FAILURE_STRATEGY.name()));
    }
    String topic = named != null ? named : "dead-letter-topic-" + problems.channel();
    if (strategy == FailureStrategy.DEAD_LETTER_TOPIC && topic.equals(channelTopic)) {
      problems.badValue(
          ChannelKeys.DEAD_LETTER_TOPIC.name(),
          topic,
          "it is the topic of the channel itself; name another");
    }
    return new Failures(strategy, topic);
  }
}
