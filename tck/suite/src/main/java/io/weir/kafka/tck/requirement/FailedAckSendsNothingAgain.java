package io.weir.kafka.tck.requirement;

import io.weir.kafka.tck.Application;
import io.weir.kafka.tck.Finding;
import io.weir.kafka.tck.Outbox;
import io.weir.kafka.tck.Requirement;
import io.weir.kafka.tck.Signals;
import io.weir.kafka.tck.Subject;
import io.weir.kafka.testcluster.TestCluster;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** The first acknowledgement of a message fails, as one does that writes to a database. */
public final class FailedAckSendsNothingAgain implements Requirement {

  @Override
  public String rule() {
    return "An ack() that fails does not send the record again";
  }

  @Override
  public String source() {
    return "the connector's own retry covered the send and the ack";
  }

  @Override
  public Finding check(Subject subject) throws Exception {
    try (TestCluster kafka = TestCluster.builder().topic("orders", 1).start();
        Application application = Application.start(subject, kafka.bootstrapServers())) {
      Outbox outbox = application.outbox();
      AtomicBoolean failed = new AtomicBoolean();
      Signals.await(outbox.send("once", () -> failingOnce(failed)), Signals.PATIENCE);
      int copies = Signals.awaitRecords(kafka, 2, Signals.PATIENCE.dividedBy(2));
      return Finding.metIf(copies == 1, "%d record(s) in the log for one message", copies);
    }
  }

  private static CompletionStage<Void> failingOnce(AtomicBoolean failed) {
    return failed.getAndSet(true)
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(new IllegalStateException("the database is away"));
  }
}
