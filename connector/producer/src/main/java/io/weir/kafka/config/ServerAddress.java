package io.weir.kafka.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a broker listens, not resolved yet.
 *
 * @param host a name or an address; an IPv6 address without its brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {

  private static final int MAX_PORT = 65_535;
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:(?<scheme>[^:/]*)://)?(?:\\[(?<ipv6>[^\\]]+)]|(?<name>[^:/]+)):(?<port>\\d{1,5})");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?");

  /** As {@code bootstrap.servers} writes it. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /**
   * Reads {@code bootstrap.servers}: blanks and empty items are skipped, a repeated item counts
   * once.
   *
   * @return at least one address, in the order of the text
   * @throws ValueType.Refusal naming each item that is not an address, and why
   */
  static List<ServerAddress> parseList(String text) {
    Set<ServerAddress> servers = new LinkedHashSet<>();
    List<String> refused = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      if (!item.isBlank()) {
        try {
          servers.add(parse(item.strip()));
        } catch (ValueType.Refusal refusal) {
          refused.add(refusal.reason());
        }
      }
    }
    if (!refused.isEmpty()) {
      throw new ValueType.Refusal(String.join("; ", refused));
    }
    if (servers.isEmpty()) {
      throw new ValueType.Refusal("no address; expected host:port[,host:port...]");
    }
    return List.copyOf(servers);
  }

  private static ServerAddress parse(String item) {
    Matcher matcher = SYNTAX.matcher(item);
    if (!matcher.matches()) {
      throw new ValueType.Refusal(item + " is not host:port" + hint(item));
    }
    checkScheme(item, matcher.group("scheme"));
    int port = Integer.parseInt(matcher.group("port"));
    if (port < 1 || port > MAX_PORT) {
      throw new ValueType.Refusal(item + ": a port is 1 to " + MAX_PORT);
    }
    String ipv6 = matcher.group("ipv6");
    String host = ipv6 != null ? ipv6 : matcher.group("name");
    if (!(ipv6 != null ? IPV6 : NAME).matcher(host).matches()) {
      throw new ValueType.Refusal(item + ": '" + host + "' cannot be the name of a host");
    }
    return new ServerAddress(host, port);
  }

  private static void checkScheme(String item, String scheme) {
    if (scheme != null && !scheme.toUpperCase(Locale.ROOT).equals("PLAINTEXT")) {
      throw new ValueType.Refusal(
          item + ": only PLAINTEXT:// is supported yet; TLS and SASL come with a later version");
    }
  }

  private static String hint(String item) {
    if (item.chars().filter(c -> c == ':').count() > 1 && !item.contains("[")) {
      return "; an IPv6 address stands in brackets: [::1]:9092";
    }
    return item.indexOf(':') < 0 ? "; add the port, such as " + item + ":9092" : "";
  }
}
