package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldJunit5Extension;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user's own test: beans under weld-junit5, found by discovery, and a cluster in the JVM. */
@ExtendWith(WeldJunit5Extension.class)
class UnderWeldJunitTest {

  private static TestCluster cluster;
  private static Config config;

  @WeldSetup
  WeldInitiator weld =
      WeldInitiator.of(WeldInitiator.createWeld().enableDiscovery().addBeanClass(Sender.class));

  @Inject Sender sender;

  @BeforeAll
  static void start() {
    cluster = TestCluster.builder().brokers(2).inMemory().start();
    config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(
                    Map.of(
                        "mp.messaging.outgoing.out.connector",
                        WeirConnector.NAME,
                        "kafka.bootstrap.servers",
                        cluster.bootstrapServers()),
                    "test"))
            .build();
    ConfigProviderResolver.instance()
        .registerConfig(config, Thread.currentThread().getContextClassLoader());
  }

  @AfterAll
  static void stop() {
    ConfigProviderResolver.instance().releaseConfig(config);
    cluster.close();
  }

  @Test
  void twoLinesOfConfigurationSendABeansMessages() throws Exception {
    sender.send("hello").get(60, SECONDS);

    assertThat(cluster.records("out")).extracting(StoredRecord::valueText).containsExactly("hello");
  }
}
