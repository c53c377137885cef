package io.weir.examples.quarkus;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.weir.kafka.testcluster.TestCluster;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts an embedded cluster before the application, and stops it afterwards. */
public final class EmbeddedKafka implements QuarkusTestResourceLifecycleManager {

  private @Nullable TestCluster cluster;

  @Override
  public Map<String, String> start() {
    TestCluster started = TestCluster.builder().brokers(3).inMemory().start();
    cluster = started;
    return Map.of("kafka.bootstrap.servers", started.bootstrapServers());
  }

  /** Tests have the cluster as a field. */
  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(cluster, new TestInjector.MatchesType(TestCluster.class));
  }

  @Override
  public void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
