package io.weir.kafka.observe;

import io.weir.kafka.config.ObservationSettings.Check;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The health of all open channels of an application. Any thread. */
public final class HealthBoard {

  private final List<ChannelHealth> channels = new CopyOnWriteArrayList<>();

  /** The channel opens. */
  void add(ChannelHealth channel) {
    channels.add(channel);
  }

  /** The channel has closed. */
  void remove(ChannelHealth channel) {
    channels.remove(channel);
  }

  /** What is to be said of each channel that takes part, in the order in which they opened. */
  public List<Finding> look(Check check) {
    return channels.stream().map(each -> each.look(check)).flatMap(Optional::stream).toList();
  }
}
