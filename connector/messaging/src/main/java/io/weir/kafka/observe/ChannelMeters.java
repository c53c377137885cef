package io.weir.kafka.observe;

import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.producer.Vitals;

/** The metrics of one channel, wherever they go. Threads as {@link ProducerEvents} says. */
interface ChannelMeters extends ProducerEvents {

  /** Nobody measures. */
  ChannelMeters NONE =
      new ChannelMeters() {
        @Override
        public void attach(Vitals pipeline) {}

        @Override
        public void close() {}
      };

  /** The pipeline is there, and can be read. */
  void attach(Vitals pipeline);

  /** The channel has closed: its metrics go. */
  void close();
}
