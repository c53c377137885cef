package io.weir.kafka.observe;

import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.ObservationSettings.Search;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.producer.Vitals;
import java.util.function.LongSupplier;

/**
 * What is shown of one channel, from its opening to its end.
 *
 * <p>Made, attached and closed by the threads that open and close the channel, in this order.
 */
public final class ChannelObservation {

  private final HealthBoard board;
  private final ChannelHealth health;
  private final Search search;

  ChannelObservation(ChannelSettings settings, HealthBoard board, LongSupplier nanoTime) {
    this.board = board;
    this.search = settings.observation().search();
    this.health =
        new ChannelHealth(
            settings.channel(),
            settings.attributes().mapping().target().topic(),
            settings.observation(),
            nanoTime);
  }

  /** What the pipeline is to tell its events. */
  public ProducerEvents events() {
    return health;
  }

  /** The pipeline is open: the channel is shown from now on, and a broker is looked for. */
  public void attach(Vitals pipeline) {
    health.attach(pipeline);
    board.add(health);
    if (search == Search.AT_ONCE) {
      pipeline.lookForBroker();
    }
  }

  /** The channel has closed: nothing of it is shown any more. */
  public void close() {
    board.remove(health);
  }
}
