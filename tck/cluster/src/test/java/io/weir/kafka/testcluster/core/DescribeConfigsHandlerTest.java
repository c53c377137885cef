package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DescribeConfigsRequest;
import io.weir.kafka.protocol.DescribeConfigsRequest.DescribeConfigsResource;
import io.weir.kafka.protocol.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.weir.kafka.protocol.DescribeConfigsResponse.DescribeConfigsResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.NewTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka's own client cannot ask. */
class DescribeConfigsHandlerTest {

  private static final byte TOPIC = 2;
  private static final byte BROKER = 4;

  private final CoreDriver driver = CoreDriver.ofBrokers(2);
  private long connection;

  @BeforeEach
  void createTopic() {
    connection = driver.connect(2);
    driver.core.createTopic(NewTopic.named("orders"));
  }

  @AfterEach
  void closeDriver() {
    driver.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void a_topic_is_described_in_every_version(int version) {
    DescribeConfigsResult result = describe(version, TOPIC, "orders", null);

    assertThat(result.error()).isEqualTo(ErrorCode.NONE);
    assertThat(result.configs()).hasSize(33);
  }

  @Test
  void only_the_keys_that_are_named_are_told() {
    assertThat(describe(4, TOPIC, "orders", List.of("retention.ms", "no.such.key")).configs())
        .extracting(DescribeConfigsResourceResult::name)
        .containsExactly("retention.ms");
  }

  @Test
  void no_keys_are_all_keys() {
    assertThat(describe(4, TOPIC, "orders", List.of()).configs()).hasSize(33);
  }

  @Test
  void a_broker_tells_nothing_of_another_one() {
    assertThat(describe(4, BROKER, "2", null).error()).isEqualTo(ErrorCode.NONE);
    assertThat(describe(4, BROKER, "1", null).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(describe(4, BROKER, "two", null).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  private DescribeConfigsResult describe(
      int version, byte type, String name, @Nullable List<String> keys) {
    DescribeConfigsResource resource = new DescribeConfigsResource(type, name, keys);
    return driver
        .call(
            connection,
            Apis.DESCRIBE_CONFIGS,
            version,
            new DescribeConfigsRequest(List.of(resource), true, version >= 3))
        .results()
        .get(0);
  }
}
