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
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** The acknowledgement of one message blocks its thread. */
public final class SlowAckDelaysNoRecord implements Requirement {

  @Override
  public String rule() {
    return "An ack() that blocks keeps no record from Kafka";
  }

  @Override
  public String source() {
    return "ack() ran on the thread that talks to the brokers";
  }

  @Override
  public Finding check(Subject subject) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (TestCluster kafka = TestCluster.builder().topic("orders", 1).start();
        Application application = Application.start(subject, kafka.bootstrapServers())) {
      Outbox outbox = application.outbox();
      Signals.await(outbox.send("slow", blocking(end)), Signals.PATIENCE);
      outbox.send("second");
      outbox.send("third");
      int arrived = Signals.awaitRecords(kafka, 3, Signals.PATIENCE);
      end.countDown();
      return Finding.metIf(arrived == 3, "%d of 3 records arrived while an ack blocked", arrived);
    } finally {
      end.countDown();
    }
  }

  private static Supplier<CompletionStage<Void>> blocking(CountDownLatch end) {
    return () -> {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return CompletableFuture.completedFuture(null);
    };
  }
}
