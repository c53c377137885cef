package io.weir.kafka.testcluster.admin;

import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TestClusterBuilder;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/** A cluster and Kafka's own administrator's client, with its defaults. */
final class AdminSession implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 30;

  final TestCluster cluster;
  final Admin admin;

  private AdminSession(TestCluster cluster) {
    this.cluster = cluster;
    this.admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()));
  }

  static AdminSession of(TestClusterBuilder builder) {
    return new AdminSession(builder.start());
  }

  static AdminSession ofBrokers(int count) {
    return of(TestCluster.builder().brokers(count));
  }

  /** What the future holds, which must not fail. */
  static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Why the future fails, as it must. */
  static Throwable failure(KafkaFuture<?> future) {
    try {
      Object unexpected = future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("Succeeded: " + unexpected);
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    admin.close();
    cluster.close();
  }
}
