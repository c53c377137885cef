package io.weir.kafka.config;

import io.weir.kafka.config.Strangers.Readers;
import io.weir.kafka.spi.ChannelView;
import java.util.Map;

/**
 * The settings of one channel, read and checked.
 *
 * @param others what is set and not read by Weir, for the {@code configure} of a user's class;
 *     values may be secret
 * @param view all that is set, for a bridge
 */
public record ChannelSettings(
    String channel,
    ChannelAttributes attributes,
    ObservationSettings observation,
    ProducerSettings producer,
    Map<String, String> others,
    ChannelView view) {

  /**
   * Reads everything that there is. What is wrong is noted, and a default stands in for it: the
   * caller adds what it finds itself and then calls {@link Problems#throwIfAny}, so that all of it
   * is reported at once.
   */
  public static ChannelSettings read(SettingsSource source, Problems problems) {
    SettingsReader reader = new SettingsReader(source, problems);
    ChannelAttributes attributes = ChannelAttributes.read(reader);
    ObservationSettings observation = ObservationSettings.read(reader);
    ProducerSettings producer = ProducerSettings.read(reader);
    reader.warnOfConflicts();
    Map<String, String> others =
        new Strangers(source, problems).collect(readers(attributes, producer));
    ChannelView view =
        new ChannelView(
            problems.channel(), new Everything(source, reader).collect(producer.connection()));
    return new ChannelSettings(problems.channel(), attributes, observation, producer, others, view);
  }

  private static Readers readers(ChannelAttributes attributes, ProducerSettings producer) {
    boolean isUsers =
        !attributes.interceptors().isEmpty()
            || isUsersSerializer(producer.serializers().key())
            || isUsersSerializer(producer.serializers().value())
            || isUsersPartitioner(producer.partition());
    return isUsers ? Readers.USER_CLASS : Readers.NONE;
  }

  private static boolean isUsersSerializer(SerializerSettings.Choice choice) {
    return choice.name() != null && BuiltInSerializer.named(choice.name()).isEmpty();
  }

  private static boolean isUsersPartitioner(PartitionSettings choice) {
    return choice.partitioner() != null && BuiltInPartitioner.named(choice.partitioner()).isEmpty();
  }

  /** Names the channel only: some of the values are secret. */
  @Override
  public String toString() {
    return "ChannelSettings[" + channel + "]";
  }
}
