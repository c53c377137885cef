package io.weir.kafka.testcluster.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.CommittedRecords;
import io.weir.kafka.testcluster.PartitionState;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TopicSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs classes that use the annotation, and looks at what became of their tests. */
@Timeout(120)
class KafkaTestTest {

  /** The clusters that the classes below have seen; each test here runs its own class. */
  private static final List<TestCluster> SEEN = new ArrayList<>();

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @KafkaTest(
      brokers = 3,
      topics =
          @Topic(
              name = "orders",
              partitions = 6,
              replicationFactor = 3,
              settings = "min.insync.replicas = 2"),
      settings = {"num.partitions=4", "auto.create.topics.enable=false"})
  static class AsDescribed {
    @Test
    void is_there(TestCluster cluster, CommittedRecords committed) {
      SEEN.add(cluster);
      assertThat(cluster.brokers()).containsExactly(1, 2, 3);
      assertThat(cluster.partitions("orders"))
          .hasSize(6)
          .extracting(PartitionState::replicas)
          .allSatisfy(replicas -> assertThat(replicas).hasSize(3));
      assertThat(committed.of("orders")).isEmpty();
      cluster.createTopic(TopicSpec.named("defaults"));
      assertThat(cluster.partitions("defaults")).hasSize(4);
    }
  }

  @Test
  void a_cluster_is_as_the_annotation_describes_it_and_closed_after_the_test() {
    run(AsDescribed.class).assertStatistics(stats -> stats.started(1).succeeded(1));

    assertThat(SEEN).singleElement().satisfies(KafkaTestTest::isClosed);
  }

  @KafkaTest
  static class EachItsOwn {
    @BeforeEach
    void before(TestCluster cluster) {
      SEEN.add(cluster);
    }

    @Test
    void one(TestCluster cluster) {
      assertThat(cluster).isSameAs(SEEN.get(SEEN.size() - 1));
      assertThat(cluster.topics()).isEmpty();
      cluster.createTopic("orders", 1);
    }

    @Test
    void two(TestCluster cluster) {
      one(cluster);
    }

    @Test
    @KafkaTest(brokers = 2)
    void larger(TestCluster cluster) {
      assertThat(cluster.brokers()).hasSize(2);
    }

    @AfterEach
    void after(TestCluster cluster) {
      assertThat(cluster).isSameAs(SEEN.get(SEEN.size() - 1));
    }

    @Nested
    class Inside {
      @Test
      void nested(TestCluster cluster) {
        assertThat(cluster.brokers()).hasSize(1);
      }
    }
  }

  @Test
  void each_test_has_its_own_cluster_that_of_the_method_wins() {
    run(EachItsOwn.class).assertStatistics(stats -> stats.started(4).succeeded(4));

    assertThat(SEEN).hasSize(4).doesNotHaveDuplicates().allSatisfy(KafkaTestTest::isClosed);
  }

  @KafkaTest(shared = true)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Shared {
    Shared(TestCluster cluster) {
      SEEN.add(cluster);
    }

    @BeforeAll
    static void before(TestCluster cluster) {
      cluster.createTopic("orders", 1);
    }

    @Test
    @Order(1)
    void one(TestCluster cluster) {
      cluster.createTopic("payments", 1);
    }

    @Test
    @Order(2)
    void two(TestCluster cluster) {
      assertThat(cluster.topics()).containsExactly("orders", "payments");
    }

    @Test
    @Order(3)
    @KafkaTest
    void alone(TestCluster cluster) {
      assertThat(cluster.topics()).isEmpty();
    }
  }

  @Test
  void tests_may_share_the_cluster_of_their_class() {
    run(Shared.class).assertStatistics(stats -> stats.started(3).succeeded(3));

    assertThat(SEEN).hasSize(3);
    assertThat(SEEN.get(1)).isSameAs(SEEN.get(0)).satisfies(KafkaTestTest::isClosed);
  }

  @KafkaTest(settings = "min.insync.replica=2")
  static class Misspelt {
    @Test
    void never_runs() {
      SEEN.clear();
    }
  }

  @KafkaTest(topics = @Topic(name = "orders", settings = "retention"))
  static class NoValue {
    @Test
    void never_runs() {
      SEEN.clear();
    }
  }

  @Test
  void what_makes_no_sense_fails_the_test_and_says_why() {
    fails(Misspelt.class, "did you mean min.insync.replicas?");
    fails(NoValue.class, "@KafkaTest: 'retention' is not name=value");
  }

  private static void fails(Class<?> tests, String text) {
    run(tests)
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test(),
                finishedWithFailure(
                    instanceOf(ExtensionConfigurationException.class),
                    message(it -> it.contains(text)))));
  }

  static class SharedMethod {
    @Test
    @KafkaTest(shared = true)
    void never_runs() {
      SEEN.clear();
    }
  }

  @Test
  void a_method_cannot_share() {
    fails(SharedMethod.class, "@KafkaTest(shared = true) is for classes, and stands on never_runs");
  }

  @KafkaTest(clock = ClockKind.VIRTUAL)
  static class Timeless {
    @Test
    void time_stands_still(TestCluster cluster) {
      Instant before = cluster.clock().now();
      cluster.clock().advance(Duration.ofDays(1));
      assertThat(cluster.clock().now()).isEqualTo(before.plus(Duration.ofDays(1)));
    }
  }

  @Test
  void time_may_be_the_tests() {
    run(Timeless.class).assertStatistics(stats -> stats.started(1).succeeded(1));
  }

  @KafkaTest
  static class Unfired {
    @Test
    void nothing_is_produced(TestCluster cluster) {
      SEEN.add(cluster);
      cluster.fault(Apis.PRODUCE).topic("orders").reply(ErrorCode.NOT_ENOUGH_REPLICAS);
    }
  }

  @Test
  void a_fault_that_never_fired_fails_the_test() {
    run(Unfired.class)
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test(),
                finishedWithFailure(
                    instanceOf(AssertionError.class),
                    message(it -> it.startsWith("nothing_is_produced(TestCluster): Faults")),
                    message(it -> it.contains("topic orders")))));
    assertThat(SEEN).singleElement().satisfies(KafkaTestTest::isClosed);
  }

  @KafkaTest
  static class Failing {
    @Test
    void fails(TestCluster cluster) throws Exception {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
        admin.describeCluster().clusterId().get();
      }
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void a_test_that_fails_tells_the_last_requests() {
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(told, true, UTF_8));
      run(Failing.class).assertStatistics(stats -> stats.failed(1));
    } finally {
      System.setErr(before);
    }
    assertThat(told.toString(UTF_8))
        .containsPattern("Requests 1..\\d+ of fails\\(TestCluster\\)")
        .containsPattern("#\\d+ DescribeCluster v\\d .* -> broker 1.*: ok after");
  }

  @KafkaTest
  static class TooEarly {
    TooEarly(TestCluster cluster) {
      SEEN.add(cluster);
    }

    @Test
    void never_runs() {
      SEEN.clear();
    }
  }

  @Test
  void a_constructor_cannot_take_the_cluster_of_one_test() {
    run(TooEarly.class)
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                test(),
                finishedWithFailure(
                    instanceOf(ParameterResolutionException.class),
                    message(it -> it.contains("@KafkaTest(shared = true) on the class")))));
  }

  private static void isClosed(TestCluster cluster) {
    assertThatIllegalStateException()
        .isThrownBy(cluster::topics)
        .withMessage("The cluster is closed");
  }

  private static Events run(Class<?> tests) {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
    results.containerEvents().assertStatistics(stats -> stats.failed(0));
    return results.testEvents();
  }
}
