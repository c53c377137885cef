package io.weir.kafka.testcluster.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test, a cluster of its own, which is closed after the test.
 *
 * <pre>{@code
 * @KafkaTest(brokers = 3, topics = @Topic(name = "orders", partitions = 6, replicationFactor = 3))
 * class OrdersTest {
 *   @Test
 *   void orders_are_committed(TestCluster cluster, CommittedRecords committed) {
 *     sendOrdersTo(cluster.bootstrapServers());
 *     assertThat(committed.await("orders", 10, Duration.ofSeconds(5))).hasSize(10);
 *   }
 * }
 * }</pre>
 *
 * <p>Test methods and those before and after each test may take a {@link
 * io.weir.kafka.testcluster.TestCluster} and {@link io.weir.kafka.testcluster.CommittedRecords}.
 * The annotation of a method wins over that of its class, and is not merged with it. A fault that
 * was declared and has not fired fails the test. When a test fails, the last requests that clients
 * sent are written to standard error.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KafkaClusterExtension.class)
public @interface KafkaTest {

  /** How many; their ids count from 1. */
  int brokers() default 1;

  Topic[] topics() default {};

  /** Kafka's settings of brokers, each as {@code name=value}. */
  String[] settings() default {};

  ClockKind clock() default ClockKind.SYSTEM;

  /**
   * Whether all tests of the class share one cluster, with what earlier ones have left in it. Its
   * constructor and the methods before and after all tests may take it, too. Only on a class.
   */
  boolean shared() default false;
}
