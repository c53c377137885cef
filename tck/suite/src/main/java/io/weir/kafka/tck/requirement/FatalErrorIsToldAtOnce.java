package io.weir.kafka.tck.requirement;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.tck.Application;
import io.weir.kafka.tck.Finding;
import io.weir.kafka.tck.Requirement;
import io.weir.kafka.tck.Signals;
import io.weir.kafka.tck.Subject;
import io.weir.kafka.testcluster.TestCluster;

/** The broker says that the principal may not write to the topic. */
public final class FatalErrorIsToldAtOnce implements Requirement {

  @Override
  public String rule() {
    return "An error that no retry can mend is told at once";
  }

  @Override
  public String source() {
    return "smallrye-reactive-messaging #2270";
  }

  @Override
  public Finding check(Subject subject) throws Exception {
    try (TestCluster kafka = TestCluster.builder().topic("orders", 1).allowUnfiredFaults().start();
        Application application = Application.start(subject, kafka.bootstrapServers())) {
      kafka.fault(Apis.PRODUCE).always().reply(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
      String signal = Signals.await(application.outbox().send("forbidden"), Signals.PATIENCE);
      int requests = kafka.requests(Apis.PRODUCE).size();
      return Finding.metIf(
          signal.equals("nack") && requests == 1, "%s after %d request(s)", signal, requests);
    }
  }
}
