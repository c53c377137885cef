package io.weir.kafka.conformance;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DescribeConfigsRequest;
import io.weir.kafka.protocol.DescribeConfigsRequest.DescribeConfigsResource;
import io.weir.kafka.protocol.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.weir.kafka.protocol.IncrementalAlterConfigsRequest.AlterableConfig;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of a topic as one broker has them, for times at which Kafka's admin client would
 * first ask the brokers that are paused. Used by one thread.
 */
public final class RawSettings {
  private static final int ALTER_VERSION = 1;
  private static final int DESCRIBE_VERSION = 4;
  private static final byte TOPIC = 2;
  private static final byte SET = 0;

  private final RawConnection connection;
  private final String topic;

  RawSettings(RawConnection connection, String topic) {
    this.connection = connection;
    this.topic = topic;
  }

  /** Changes a setting and returns when this broker knows. */
  public void set(String name, String value) throws Exception {
    AlterableConfig change = new AlterableConfig(name, SET, value);
    var answer =
        connection.ask(
            Apis.INCREMENTAL_ALTER_CONFIGS,
            ALTER_VERSION,
            new IncrementalAlterConfigsRequest(
                List.of(new AlterConfigsResource(TOPIC, topic, List.of(change))), false));
    ErrorCode error = ErrorCode.of(answer.responses().get(0).errorCode());
    if (error != ErrorCode.NONE) {
      throw new IllegalStateException("Cannot set " + name + "=" + value + ": " + error);
    }
    Eventually.await(name + "=" + value, () -> get(name), value::equals);
  }

  private String get(String name) {
    DescribeConfigsRequest request =
        new DescribeConfigsRequest(
            List.of(new DescribeConfigsResource(TOPIC, topic, List.of(name))), false, false);
    return connection
        .ask(Apis.DESCRIBE_CONFIGS, DESCRIBE_VERSION, request)
        .results()
        .get(0)
        .configs()
        .stream()
        .map(DescribeConfigsResourceResult::value)
        .collect(Collectors.joining(","));
  }
}
