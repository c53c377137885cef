package io.weir.kafka.observe;

import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.producer.Vitals;
import java.util.List;

/**
 * What is shown of one channel, from its opening to its end.
 *
 * <p>Made, attached and closed by the threads that open and close the channel, in this order.
 */
public final class ChannelObservation {

  private final HealthBoard board;
  private final ChannelHealth health;
  private final ChannelMeters meters;

  ChannelObservation(HealthBoard board, ChannelHealth health, ChannelMeters meters) {
    this.board = board;
    this.health = health;
    this.meters = meters;
  }

  /** What the pipeline is to tell its events. */
  public ProducerEvents events() {
    return meters == ChannelMeters.NONE ? health : new EventFan(List.of(health, meters));
  }

  /** The pipeline is open: the channel is shown from now on. */
  public void attach(Vitals pipeline) {
    health.attach(pipeline);
    meters.attach(pipeline);
    board.add(health);
  }

  /** The channel has closed: nothing of it is shown any more. */
  public void close() {
    board.remove(health);
    meters.close();
  }
}
