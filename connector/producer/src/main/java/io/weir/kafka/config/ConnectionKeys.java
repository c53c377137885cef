package io.weir.kafka.config;

import io.weir.kafka.config.MetadataSettings.Recovery;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of connections, names and metadata. */
final class ConnectionKeys {

  static final Setting<List<ServerAddress>> BOOTSTRAP_SERVERS =
      Setting.of(
              "bootstrap.servers",
              new ValueType<>("list", "", "host:port[,host:port...]", ServerAddress::parseList),
              "Brokers to ask first: host:port, separated by commas; an IPv6 address stands in"
                  + " brackets. One that is alive is enough.")
          .alias("kafka.bootstrap.servers")
          .or("localhost:9092");

  static final Setting<String> CLIENT_ID =
      Setting.of(
          "client.id",
          ValueType.text(),
          "The name that brokers see in logs, metrics and quotas. Default: kafka-producer-CHANNEL.");

  static final Setting<String> CLIENT_ID_PREFIX =
      Setting.of(
          "client-id-prefix",
          ValueType.text(),
          "Put before client.id; where that is not set, before the channel's name.");

  /** Anything else is refused, not ignored: records meant for TLS must not travel in the clear. */
  static final Setting<String> SECURITY_PROTOCOL =
      Setting.of(
              "security.protocol",
              new ValueType<>("string", "", "PLAINTEXT", ConnectionKeys::plaintext),
              "How connections are secured: PLAINTEXT only; TLS and SASL are not supported yet.")
          .or("PLAINTEXT");

  static final Setting<Duration> SETUP_TIMEOUT =
      Setting.of(
              "socket.connection.setup.timeout.ms",
              ValueType.millis(0),
              "How long a connection may take to open; doubles with each failure (KIP-601).")
          .or("10000");

  static final Setting<Duration> SETUP_TIMEOUT_MAX =
      Setting.of(
              "socket.connection.setup.timeout.max.ms",
              ValueType.millis(0),
              "The bound of socket.connection.setup.timeout.ms as it doubles.")
          .or("30000");

  static final Setting<Duration> RECONNECT_BACKOFF =
      Setting.of(
              "reconnect.backoff.ms",
              ValueType.millis(0),
              "Wait before a broker is connected to again; doubles with each failure.")
          .or("50");

  static final Setting<Duration> RECONNECT_BACKOFF_MAX =
      Setting.of(
              "reconnect.backoff.max.ms",
              ValueType.millis(0),
              "The bound of reconnect.backoff.ms as it doubles.")
          .or("1000");

  static final Setting<Duration> MAX_IDLE =
      Setting.of(
              "connections.max.idle.ms",
              ValueType.millis(-1),
              "A connection unused for so long is closed; -1: never.")
          .or("540000");

  static final Setting<Integer> SEND_BUFFER =
      Setting.of(
              "send.buffer.bytes",
              ValueType.bytes(-1),
              "The socket's send buffer; -1: as the operating system has it.")
          .or("131072");

  static final Setting<Integer> RECEIVE_BUFFER =
      Setting.of(
              "receive.buffer.bytes",
              ValueType.bytes(-1),
              "The socket's receive buffer; -1: as the operating system has it.")
          .or("32768");

  static final Setting<Duration> METADATA_MAX_AGE =
      Setting.of(
              "metadata.max.age.ms",
              ValueType.millis(0),
              "What is known of the cluster is asked for again after so long, without any failure.")
          .or("300000");

  static final Setting<Duration> METADATA_MAX_IDLE =
      Setting.of(
              "metadata.max.idle.ms",
              ValueType.millis(5000),
              "A topic that nothing was sent to for so long is no longer asked for.")
          .or("300000");

  static final Setting<Recovery> METADATA_RECOVERY =
      Setting.of(
              "metadata.recovery.strategy",
              ValueType.oneOf(
                  "string", Map.of("rebootstrap", Recovery.REBOOTSTRAP, "none", Recovery.NONE)),
              "Whom to ask when no known broker answers (KIP-899). rebootstrap: bootstrap.servers"
                  + " again, whose names are resolved anew; none: the known brokers only.")
          .or("rebootstrap");

  static final Setting<Duration> REBOOTSTRAP_TRIGGER =
      Setting.of(
              "metadata.recovery.rebootstrap.trigger.ms",
              ValueType.millis(0),
              "Known brokers that take connections but have not told of the cluster for so long are"
                  + " forgotten, and bootstrap.servers are asked (KIP-1102).")
          .or("300000");

  static final List<Setting<?>> ALL =
      List.of(
          BOOTSTRAP_SERVERS,
          CLIENT_ID,
          CLIENT_ID_PREFIX,
          SECURITY_PROTOCOL,
          SETUP_TIMEOUT,
          SETUP_TIMEOUT_MAX,
          RECONNECT_BACKOFF,
          RECONNECT_BACKOFF_MAX,
          MAX_IDLE,
          SEND_BUFFER,
          RECEIVE_BUFFER,
          METADATA_MAX_AGE,
          METADATA_MAX_IDLE,
          METADATA_RECOVERY,
          REBOOTSTRAP_TRIGGER);

  private ConnectionKeys() {}

  private static String plaintext(String text) {
    if (!text.equalsIgnoreCase("PLAINTEXT")) {
      throw new ValueType.Refusal(
          "TLS and SASL are not supported yet; use a PLAINTEXT listener of the brokers");
    }
    return "PLAINTEXT";
  }
}
