package io.weir.kafka.config;

/** All that the pipeline of one channel is built from. */
public record ProducerSettings(
    ConnectionSettings connection,
    BatchSettings batch,
    DeliverySettings delivery,
    PartitionSettings partition,
    SerializerSettings serializers) {

  static ProducerSettings read(SettingsReader reader) {
    reader.read(ConnectionKeys.SECURITY_PROTOCOL);
    reader.readOrNull(DeliveryKeys.TRANSACTIONAL_ID);
    BatchSettings batch = BatchSettings.read(reader);
    return new ProducerSettings(
        ConnectionSettings.read(reader),
        batch,
        DeliverySettings.read(reader, batch.linger()),
        PartitionSettings.read(reader),
        SerializerSettings.read(reader));
  }
}
