package io.weir.kafka.tck.requirement;

import io.weir.kafka.tck.Application;
import io.weir.kafka.tck.Finding;
import io.weir.kafka.tck.Outbox;
import io.weir.kafka.tck.Requirement;
import io.weir.kafka.tck.Signals;
import io.weir.kafka.tck.Subject;
import io.weir.kafka.testcluster.TestCluster;
import java.util.concurrent.CompletableFuture;

/** A record for a topic that does not exist, then one for a topic that does. */
public final class UnknownTopicDelaysNoOther implements Requirement {

  @Override
  public String rule() {
    return "A record for an unknown topic delays none for another topic";
  }

  @Override
  public String source() {
    return "one sending thread per channel waits for metadata (KAFKA-3539)";
  }

  @Override
  public Finding check(Subject subject) throws Exception {
    try (TestCluster kafka = TestCluster.builder().topic("orders", 1).withoutAutoCreate().start();
        Application application =
            Application.start(
                subject,
                kafka.bootstrapServers(),
                "max.block.ms",
                "8000",
                "delivery.timeout.ms",
                "8000",
                "request.timeout.ms",
                "4000")) {
      Outbox outbox = application.outbox();
      CompletableFuture<Void> blocked = outbox.send("lost", subject.toTopic("no-such-topic"));
      String other = Signals.await(outbox.send("found"), Signals.PATIENCE);
      return Finding.metIf(
          other.equals("ack") && !blocked.isDone(),
          "%s for the other topic while the unknown one was asked for",
          other);
    }
  }
}
