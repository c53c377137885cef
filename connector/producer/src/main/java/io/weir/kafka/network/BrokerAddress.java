package io.weir.kafka.network;

/**
 * Where a broker listens.
 *
 * @param id the broker's id; negative for a bootstrap address, whose broker is not known yet
 * @param host a name or a literal address, not resolved
 */
public record BrokerAddress(int id, String host, int port) {

  /** Whether it comes from {@code bootstrap.servers} rather than from the cluster. */
  public boolean isBootstrap() {
    return id < 0;
  }

  /** As logs and errors name it: {@code broker 2 (host:port)}. */
  @Override
  public String toString() {
    return (isBootstrap() ? "bootstrap server (" : "broker " + id + " (") + authority() + ")";
  }

  /** {@code host:port}, an IPv6 literal in brackets. */
  public String authority() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
