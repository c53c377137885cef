package io.weir.kafka.serialize;

import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordPart;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What serializes the keys and the values of one channel. Immutable; its serializers may be used by
 * several threads, each with an encoder of its own.
 */
public final class RecordSerializers implements AutoCloseable {

  private static final Logger LOG = System.getLogger(RecordSerializers.class.getName());

  private final String channel;
  private final int maxRequestBytes;
  private final PartSerializer key;
  private final PartSerializer value;

  private RecordSerializers(
      String channel, int maxRequestBytes, PartSerializer key, PartSerializer value) {
    this.channel = channel;
    this.maxRequestBytes = maxRequestBytes;
    this.key = key;
    this.value = value;
  }

  /**
   * Finds and configures what the settings name. What cannot work is added to the problems; the
   * result must then not be used.
   */
  public static RecordSerializers resolve(
      ChannelSettings settings, BeanLookup beans, Problems problems) {
    SerializerFactory factory = new SerializerFactory(settings, beans, problems);
    return new RecordSerializers(
        settings.channel(),
        settings.producer().batch().memory().maxRequestBytes(),
        factory.create(RecordPart.KEY),
        factory.create(RecordPart.VALUE));
  }

  /** An encoder for one thread at a time. */
  public RecordEncoder newEncoder() {
    return new RecordEncoder(this, maxRequestBytes);
  }

  PartSerializer key() {
    return key;
  }

  PartSerializer value() {
    return value;
  }

  String channel() {
    return channel;
  }

  /**
   * Closes each serializer once, the key's first; a failure is logged. Call after the last record.
   */
  @Override
  public void close() {
    close(key.serializer());
    if (value.serializer() != key.serializer()) {
      close(value.serializer());
    }
  }

  private void close(PayloadSerializer<Object> serializer) {
    try {
      serializer.close();
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "Channel '" + channel + "': a serializer did not close", failure);
    }
  }
}
