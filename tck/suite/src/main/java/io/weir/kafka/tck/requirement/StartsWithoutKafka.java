package io.weir.kafka.tck.requirement;

import io.weir.kafka.tck.Application;
import io.weir.kafka.tck.Finding;
import io.weir.kafka.tck.Requirement;
import io.weir.kafka.tck.Subject;

/** The name of the bootstrap server does not resolve, as that of a service that comes up later. */
public final class StartsWithoutKafka implements Requirement {

  @Override
  public String rule() {
    return "An application starts although the brokers' name does not resolve yet";
  }

  @Override
  public String source() {
    return "quarkus #27205";
  }

  @Override
  public Finding check(Subject subject) {
    try (Application application =
        Application.start(subject, "kafka.invalid:9092", "close-timeout", "100")) {
      return Finding.metIf(application.outbox() != null, "the application started");
    } catch (RuntimeException failed) {
      Throwable root = failed;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return Finding.metIf(false, "it did not start: %s", root);
    }
  }
}
