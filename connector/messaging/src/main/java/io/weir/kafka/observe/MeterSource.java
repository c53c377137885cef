package io.weir.kafka.observe;

/** Where the metrics of channels go. Any thread. */
interface MeterSource {

  /** Nowhere. */
  MeterSource NONE = (channel, clientId) -> ChannelMeters.NONE;

  ChannelMeters of(String channel, String clientId);
}
