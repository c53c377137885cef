package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;

/** What configurations belong to, by Kafka's numbers. */
final class ConfigResources {

  static final byte TOPIC = 2;
  static final byte BROKER = 4;

  private ConfigResources() {}

  /**
   * Checks the name of a broker resource; the empty one means the defaults of all brokers.
   *
   * @param broker the one that is asked
   * @throws RejectedException with INVALID_REQUEST if the name is that of another broker, or none
   */
  static void checkBroker(String name, int broker) {
    if (!name.isEmpty() && !name.equals(Integer.toString(broker))) {
      throw new RejectedException(
          ErrorCode.INVALID_REQUEST,
          "Unexpected broker id, expected %d or empty string, but received %s"
              .formatted(broker, name));
    }
  }

  static RejectedException unsupported(byte type) {
    return new RejectedException(ErrorCode.INVALID_REQUEST, "Unsupported resource type: " + type);
  }
}
