package io.weir.kafka.tck.requirement;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.tck.Application;
import io.weir.kafka.tck.Finding;
import io.weir.kafka.tck.Requirement;
import io.weir.kafka.tck.Signals;
import io.weir.kafka.tck.Subject;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.fault.ProducedBatch.Producer;
import io.weir.kafka.testcluster.fault.RequestDetail.Produced;

/** What the produce requests of a channel without any setting ask for. */
public final class SafeByDefault implements Requirement {

  @Override
  public String rule() {
    return "Without settings, a record waits for all replicas and is written once";
  }

  @Override
  public String source() {
    return "the defaults were acks=1 without idempotence";
  }

  @Override
  public Finding check(Subject subject) throws Exception {
    try (TestCluster kafka = TestCluster.builder().topic("orders", 1).start();
        Application application = Application.start(subject, kafka.bootstrapServers())) {
      Signals.await(application.outbox().send("safe"), Signals.PATIENCE);
      Produced produced = kafka.requests(Apis.PRODUCE).get(0).detail().produced();
      if (produced == null) {
        throw new IllegalStateException("The journal shows no produce request");
      }
      boolean idempotent = !produced.batches().get(0).producer().equals(Producer.NONE);
      return Finding.metIf(
          produced.acks() == -1 && idempotent,
          "acks=%s, %s idempotence",
          produced.acks() == -1 ? "all" : produced.acks(),
          idempotent ? "with" : "without");
    }
  }
}
