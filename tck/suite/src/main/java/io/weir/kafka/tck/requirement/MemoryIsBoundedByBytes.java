package io.weir.kafka.tck.requirement;

import io.weir.kafka.tck.Application;
import io.weir.kafka.tck.Finding;
import io.weir.kafka.tck.Requirement;
import io.weir.kafka.tck.Signals;
import io.weir.kafka.tck.Spring;
import io.weir.kafka.tck.Subject;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;

/** A stream of large messages without end, whose broker takes no more at some time. */
public final class MemoryIsBoundedByBytes implements Requirement {

  private static final int BUFFER_BYTES = 2_000_000;
  private static final int ENOUGH_TO_KNOW_THEIR_SIZE = 2_000;

  @Override
  public String rule() {
    return "What waits for the broker is bounded by buffer.memory, however large messages are";
  }

  @Override
  public String source() {
    return "limits count messages, never bytes";
  }

  @Override
  public Finding check(Subject subject) throws Exception {
    try (TestCluster kafka = TestCluster.builder().topic("orders", 1).ackOnly().start();
        Application application =
            Application.startSpring(
                subject,
                kafka.bootstrapServers(),
                "buffer.memory",
                Integer.toString(BUFFER_BYTES),
                "close-timeout",
                "100")) {
      Spring spring = application.spring();
      while (spring.given() < ENOUGH_TO_KNOW_THEIR_SIZE) {
        Signals.pause(Duration.ofMillis(1));
      }
      kafka.pauseBroker(1);
      Signals.pause(Signals.PATIENCE.dividedBy(2));
      long waiting = (long) spring.waiting() * Spring.BYTES;
      kafka.resumeBroker(1);
      return Finding.metIf(
          waiting <= 2L * BUFFER_BYTES,
          "%d bytes wait with buffer.memory=%d",
          waiting,
          BUFFER_BYTES);
    }
  }
}
