package io.weir.kafka.testcluster.socket;

import org.jspecify.annotations.Nullable;

/**
 * Where brokers listen, and what they tell clients: Kafka's {@code listeners} and {@code
 * advertised.listeners}.
 *
 * @param name such as {@code PLAINTEXT}; clients of one listener are told addresses of that one
 * @param host to bind, such as {@code 127.0.0.1} or {@code 0.0.0.0}
 * @param port of the first broker, of which the others count up; 0 lets each take a free one
 * @param advertisedHost what clients are told; null for the host, or {@code localhost} if that is
 *     {@code 0.0.0.0}
 */
public record Listener(String name, String host, int port, @Nullable String advertisedHost) {

  /** The name of the only listener of a cluster that does not say otherwise. */
  public static final String PLAINTEXT = "PLAINTEXT";

  private static final int MAX_PORT = 65_535;
  private static final String ALL_INTERFACES = "0.0.0.0";

  public Listener {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "Listener " + name + ": port " + port + " is not within 0.." + MAX_PORT);
    }
  }

  /** The loopback interface with free ports. */
  public static Listener local() {
    return new Listener(PLAINTEXT, "127.0.0.1", 0, null);
  }

  public Listener withHost(String newHost) {
    return new Listener(name, newHost, port, advertisedHost);
  }

  public Listener withPort(int newPort) {
    return new Listener(name, host, newPort, advertisedHost);
  }

  public Listener withAdvertisedHost(String newAdvertisedHost) {
    return new Listener(name, host, port, newAdvertisedHost);
  }

  /** The host that clients are told. */
  public String hostForClients() {
    if (advertisedHost != null) {
      return advertisedHost;
    }
    return host.equals(ALL_INTERFACES) ? "localhost" : host;
  }

  /** The port to bind for the broker that comes at this place, counted from 0. */
  public int portOf(int place) {
    return port == 0 ? 0 : port + place;
  }
}
