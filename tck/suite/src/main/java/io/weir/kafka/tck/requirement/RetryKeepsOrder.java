package io.weir.kafka.tck.requirement;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.tck.Application;
import io.weir.kafka.tck.Finding;
import io.weir.kafka.tck.Outbox;
import io.weir.kafka.tck.Requirement;
import io.weir.kafka.tck.Signals;
import io.weir.kafka.tck.Subject;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The broker refuses the first of several requests on their way, for a moment. */
public final class RetryKeepsOrder implements Requirement {

  private static final int RECORDS = 5;

  @Override
  public String rule() {
    return "A retry changes neither the order nor the number of records";
  }

  @Override
  public String source() {
    return "smallrye-reactive-messaging #1299";
  }

  @Override
  public Finding check(Subject subject) throws Exception {
    try (TestCluster kafka = TestCluster.builder().topic("orders", 1).start();
        Application application =
            Application.start(
                subject, kafka.bootstrapServers(), "batch.size", "1", "linger.ms", "0")) {
      Outbox outbox = application.outbox();
      Signals.await(outbox.send("0"), Signals.PATIENCE);
      kafka.fault(Apis.PRODUCE).once().reply(ErrorCode.NOT_ENOUGH_REPLICAS);
      // All are on their way before the first is refused.
      kafka.network().clients().latency(Duration.ofMillis(100));
      for (int i = 1; i < RECORDS; i++) {
        outbox.send(Integer.toString(i));
      }
      Signals.awaitRecords(kafka, RECORDS, Signals.PATIENCE);
      List<String> seen = kafka.records("orders").stream().map(StoredRecord::valueText).toList();
      List<String> sent = IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();
      return Finding.metIf(seen.equals(sent), "the log holds %s", seen);
    }
  }
}
