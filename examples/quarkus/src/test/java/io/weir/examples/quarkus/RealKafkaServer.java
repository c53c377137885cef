package io.weir.examples.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.weir.kafka.referee.KafkaVersion;
import io.weir.kafka.referee.RealKafka;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts a released Kafka server before the application, and stops it afterwards. */
public final class RealKafkaServer implements QuarkusTestResourceLifecycleManager {

  private @Nullable RealKafka server;

  @Override
  public Map<String, String> start() {
    RealKafka started = RealKafka.start(KafkaVersion.V4_3_1);
    server = started;
    return Map.of("kafka.bootstrap.servers", started.bootstrapServers());
  }

  /** Tests have the server as a field. */
  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(server, new TestInjector.MatchesType(RealKafka.class));
  }

  @Override
  public void stop() {
    if (server != null) {
      server.close();
    }
  }
}
