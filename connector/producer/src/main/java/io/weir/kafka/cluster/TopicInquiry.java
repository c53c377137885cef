package io.weir.kafka.cluster;

import io.weir.kafka.network.BrokerConnection;
import io.weir.kafka.network.RequestFailure;
import io.weir.kafka.network.RequestOptions;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataRequest.MetadataRequestTopic;
import io.weir.kafka.protocol.MetadataResponse;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Asks a broker whether a topic can be written to, without creating it, and without a trace in the
 * snapshot. Stateless; event loop only.
 */
public final class TopicInquiry {

  private static final UUID NO_ID = new UUID(0, 0);

  private TopicInquiry() {}

  /**
   * Asks once.
   *
   * @param problem told once, later: what is wrong, a clause that names the topic or the broker;
   *     empty if all partitions of the topic have a leader
   */
  public static void ask(
      AnyBroker brokers, String topic, long timeoutNanos, Consumer<String> problem) {
    MetadataRequest request =
        new MetadataRequest(List.of(new MetadataRequestTopic(NO_ID, topic)), false, false, false);
    brokers.ask(
        Apis.METADATA,
        request,
        RequestOptions.within(timeoutNanos),
        new AnyBroker.Listener<MetadataResponse>() {
          @Override
          public void answered(BrokerConnection broker, MetadataResponse response) {
            broker.throttle(response.throttleTimeMs());
            problem.accept(problemOf(topic, response));
          }

          @Override
          public void failed(RequestFailure failure) {
            problem.accept(failure.text());
          }
        });
  }

  private static String problemOf(String topic, MetadataResponse response) {
    ClusterSnapshot answer =
        SnapshotUpdate.apply(ClusterSnapshot.EMPTY, response, each -> each.equals(topic));
    TopicAnswer found = TopicAnswer.of(topic, answer);
    return switch (found.kind()) {
      case COMPLETE -> "";
      case INCOMPLETE -> "not every partition of topic '" + topic + "' has a leader";
      case MISSING, FAILED -> found.text();
    };
  }
}
