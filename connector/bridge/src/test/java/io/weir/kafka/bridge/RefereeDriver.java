package io.weir.kafka.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;

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
    return version();
  }

  private static String version() throws IOException {
    Properties about = new Properties();
    try (InputStream file =
        KafkaProducer.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      about.load(file);
    }
    return about.getProperty("version", "unknown");
  }
}
