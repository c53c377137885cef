package io.weir.kafka.testcluster.fault;

import java.util.HashMap;
import java.util.Map;

/**
 * What brokers of older releases serve: the highest version of each API, as the {@code ApiKeys} of
 * that release's kafka-clients lists it for a broker's listener. What is missing did not exist.
 */
public enum KafkaVersion {
  /** The oldest that kafka-clients 4.x talks to. */
  V2_1(
      "0:7 1:10 2:4 3:7 8:6 9:5 10:2 11:3 12:2 13:2 14:2 15:2 16:2 17:1 18:2 19:3 20:3 21:1 22:1"
          + " 23:2 24:1 25:1 26:1 27:0 28:2 29:1 30:1 31:1 32:2 33:1 34:1 35:1 36:0 37:1 38:1"
          + " 39:1 40:1 41:1 42:1"),

  /** The last before 4.0, as a broker in KRaft mode. */
  V3_9(
      "0:11 1:17 2:9 3:12 8:9 9:9 10:6 11:9 12:4 13:5 14:5 15:5 16:5 17:1 18:4 19:7 20:6 21:2"
          + " 22:5 23:4 24:5 25:4 26:4 27:1 28:4 29:3 30:3 31:3 32:4 33:2 34:2 35:4 36:2 37:3"
          + " 38:3 39:2 40:2 41:3 42:2 43:2 44:1 45:0 46:0 47:0 48:1 49:1 50:0 51:0 55:2 57:1"
          + " 60:1 61:0 64:0 65:0 66:1 68:0 69:0 71:0 72:0 74:0 75:0 80:0 81:0");

  private final Map<Integer, Integer> highest;

  KafkaVersion(String table) {
    Map<Integer, Integer> versions = new HashMap<>();
    for (String entry : table.split(" ", -1)) {
      int colon = entry.indexOf(':');
      versions.put(
          Integer.valueOf(entry.substring(0, colon)), Integer.valueOf(entry.substring(colon + 1)));
    }
    highest = Map.copyOf(versions);
  }

  /** The highest version by API key. */
  Map<Integer, Integer> highest() {
    return highest;
  }
}
