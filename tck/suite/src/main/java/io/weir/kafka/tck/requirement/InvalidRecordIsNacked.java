package io.weir.kafka.tck.requirement;

import io.weir.kafka.tck.Application;
import io.weir.kafka.tck.Finding;
import io.weir.kafka.tck.Outbox;
import io.weir.kafka.tck.Requirement;
import io.weir.kafka.tck.Signals;
import io.weir.kafka.tck.Subject;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Instant;

/** A record with a time before 1970, which Kafka's protocol cannot carry, then a good one. */
public final class InvalidRecordIsNacked implements Requirement {

  @Override
  public String rule() {
    return "A record that cannot be built is nacked, and the next one is sent";
  }

  @Override
  public String source() {
    return "such a message had no signal, and its channel stood still";
  }

  @Override
  public Finding check(Subject subject) throws Exception {
    try (TestCluster kafka = TestCluster.builder().topic("orders", 1).start();
        Application application = Application.start(subject, kafka.bootstrapServers())) {
      Outbox outbox = application.outbox();
      String bad =
          Signals.await(
              outbox.send("bad", subject.atTime(Instant.ofEpochMilli(-1000))), Signals.PATIENCE);
      String next = Signals.await(outbox.send("good"), Signals.PATIENCE);
      return Finding.metIf(
          bad.equals("nack") && next.equals("ack"), "%s, then %s for the next", bad, next);
    }
  }
}
