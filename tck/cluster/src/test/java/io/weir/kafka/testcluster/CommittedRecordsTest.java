package io.weir.kafka.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CommittedRecordsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofMillis(20);
  private static final TopicSpec ORDERS =
      TopicSpec.named("orders")
          .withPartitions(2)
          .withReplicationFactor(3)
          .withConfig("min.insync.replicas", "2");

  @Test
  void who_waits_for_records_gets_them_when_they_are_committed() throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(3).topic(ORDERS).start()) {
      CompletableFuture<List<StoredRecord>> waiting =
          CompletableFuture.supplyAsync(
              () -> cluster.committedRecords().await("orders", 3, DEADLINE));

      send(cluster, "a", "b", "c");

      assertThat(waiting.get())
          .extracting(StoredRecord::valueText)
          .containsExactlyInAnyOrder("a", "b", "c");
      assertThat(cluster.committedRecords().count("orders")).isEqualTo(3);
      PartitionState partition = cluster.partition("orders", 0);
      assertThat(partition.replicas()).hasSize(3);
      assertThat(partition.inSyncReplicas()).hasSize(3);
      assertThat(partition.isUnderReplicated()).isFalse();
      assertThat(partition.highWatermark()).isEqualTo(partition.logEndOffset());
    }
  }

  @Test
  void a_deadline_that_passes_says_how_many_there_were_and_where() {
    try (TestCluster cluster = TestCluster.builder().topic("orders", 1).start()) {
      send(cluster, "a");

      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> cluster.committedRecords().await("orders", 2, SOON))
          .withMessageContaining("1 of 2 records of orders were committed within PT0.02S")
          .withMessageContaining("orders-0: leader 1");
    }
  }

  @Test
  void a_topic_may_come_into_being_while_someone_waits_for_it() throws Exception {
    try (TestCluster cluster = TestCluster.builder().start()) {
      CompletableFuture<List<StoredRecord>> waiting =
          CompletableFuture.supplyAsync(
              () -> cluster.committedRecords().await("orders", 1, DEADLINE));

      send(cluster, "a");

      assertThat(waiting.get()).hasSize(1);
      assertThat(cluster.committedRecords().await("unheard-of", 0, SOON)).isEmpty();
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> cluster.committedRecords().await("unheard-of", 1, SOON));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cluster.committedRecords().of("unheard-of"))
          .withMessage("There is no topic unheard-of");
    }
  }

  @Test
  void who_waits_is_told_when_the_cluster_closes() {
    TestCluster cluster = TestCluster.builder().topic("orders", 1).start();
    CompletableFuture<List<StoredRecord>> waiting =
        CompletableFuture.supplyAsync(
            () -> cluster.committedRecords().await("orders", 1, DEADLINE));

    cluster.close();

    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              try {
                waiting.join();
              } catch (java.util.concurrent.CompletionException e) {
                throw e.getCause();
              }
            })
        .withMessage("The cluster is closed");
  }

  private static void send(TestCluster cluster, String... values) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", cluster.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String value : values) {
        var unused = producer.send(new ProducerRecord<>("orders", value));
      }
    }
  }
}
