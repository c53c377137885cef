package io.weir.kafka.testcluster.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The logs in use by name; owned by the core's thread. */
final class OpenLogs {

  /** Owned by the core's thread. */
  private final Map<LogName, PartitionLog> logs = new HashMap<>();

  PartitionLog open(LogName name, Function<LogName, PartitionLog> opener) {
    return logs.computeIfAbsent(name, opener);
  }

  /** Takes the log out, if it is open, and ends it this way. */
  void end(LogName name, Consumer<PartitionLog> how) {
    PartitionLog log = logs.remove(name);
    if (log != null) {
      how.accept(log);
    }
  }

  void endAll(int broker, Consumer<PartitionLog> how) {
    logs.keySet().stream()
        .filter(name -> name.broker() == broker)
        .sorted(LogName.ORDER)
        .toList()
        .forEach(name -> end(name, how));
  }

  void endAll(Consumer<PartitionLog> how) {
    logs.keySet().stream().sorted(LogName.ORDER).toList().forEach(name -> end(name, how));
  }
}
