package io.weir.kafka.tck.requirement;

import io.weir.kafka.tck.Application;
import io.weir.kafka.tck.Finding;
import io.weir.kafka.tck.Outbox;
import io.weir.kafka.tck.Requirement;
import io.weir.kafka.tck.Signals;
import io.weir.kafka.tck.Subject;
import io.weir.kafka.testcluster.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The application ends, and its broker was down all the time. */
public final class ShutdownSettlesEverything implements Requirement {

  private static final int MESSAGES = 20;

  @Override
  public String rule() {
    return "When the application has ended, each message has its ack or nack";
  }

  @Override
  public String source() {
    return "smallrye-reactive-messaging #487, #947";
  }

  @Override
  public Finding check(Subject subject) throws Exception {
    List<CompletableFuture<Void>> signals = new ArrayList<>();
    try (TestCluster kafka = TestCluster.builder().topic("orders", 1).start()) {
      kafka.killBroker(1);
      try (Application application =
          Application.start(subject, kafka.bootstrapServers(), "close-timeout", "500")) {
        Outbox outbox = application.outbox();
        for (int i = 0; i < MESSAGES; i++) {
          signals.add(outbox.send("message " + i));
        }
      }
    }
    long settled = Signals.count(signals);
    return Finding.metIf(
        settled == MESSAGES, "%d of %d messages had a signal at the end", settled, MESSAGES);
  }
}
