package io.weir.kafka.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.common.annotation.Identifier;
import io.weir.kafka.api.SerializationFailure;
import io.weir.kafka.api.SerializationFailureHandler;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import org.junit.jupiter.api.Test;

/** A bean that stands in for a serializer that fails. */
class SerializationFailureHandlerTest {

  private static final int DEADLINE_SECONDS = 60;

  @ApplicationScoped
  @Identifier("fallback")
  static class Fallback implements SerializationFailureHandler<Object> {
    @Override
    public byte[] handle(Object payload, SerializationFailure failure) {
      return (failure.context().part().label() + " was " + payload).getBytes(UTF_8);
    }
  }

  @Test
  void aBeanIsFoundByItsIdentifierAndItsBytesAreSent() {
    try (TestCluster cluster = TestCluster.builder().topic("out", 1).inMemory().start()) {
      Settings settings =
          Settings.kafka(cluster.bootstrapServers())
              .channel(
                  "out",
                  "value.serializer",
                  "uuid",
                  "value-serialization-failure-handler",
                  "fallback");
      try (TestApplication application =
          TestApplication.start(settings, Sender.class, Fallback.class)) {
        application.get(Sender.class).send("text").orTimeout(DEADLINE_SECONDS, SECONDS).join();
      }

      assertThat(cluster.records("out"))
          .extracting(StoredRecord::valueText)
          .containsExactly("value was text");
    }
  }
}
