package io.weir.kafka.bridge;

import java.util.concurrent.Callable;
import org.apache.kafka.common.utils.AppInfoParser;

/** Runs the referee; answers with the version of kafka-clients that it ran with. */
final class RefereeDriver implements Callable<String> {

  @Override
  public String call() throws Exception {
    RefereeTest referee = new RefereeTest();
    referee.startCluster();
    try {
      referee.theSameRecordsAndTheSameCallsInTheSameOrder();
    } finally {
      referee.stopCluster();
    }
    return AppInfoParser.getVersion();
  }
}
