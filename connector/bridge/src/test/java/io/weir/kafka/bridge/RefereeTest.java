package io.weir.kafka.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.NamedInstances;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.producer.CompletionThreads;
import io.weir.kafka.producer.Environment;
import io.weir.kafka.producer.Producer;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A user's serializer, partitioner and interceptor under KafkaProducer and under Weir: the same
 * records, and the same calls in the same order.
 */
class RefereeTest {

  private static final int DEADLINE_SECONDS = 60;

  private TestCluster cluster;

  /** What was sent, and what is to be seen of it afterwards. */
  private record Seen(List<String> calls, List<String> records) {}

  /** Sends one record and waits for its end, which may be a failure. */
  private interface Sending {
    void send(ProducerRecord<Object, Object> record);
  }

  @BeforeEach
  void startCluster() {
    cluster = TestCluster.builder().brokers(2).topic("orders", 4).inMemory().start();
    Journal.clear();
  }

  @AfterEach
  void stopCluster() {
    cluster.close();
  }

  @Test
  void theSameRecordsAndTheSameCallsInTheSameOrder() throws Exception {
    Seen kafkas = underKafkaProducer();
    stopCluster();
    startCluster();
    Seen weirs = underWeir();

    assertThat(weirs.records).isEqualTo(kafkas.records).hasSize(7);
    assertThat(weirs.calls).isEqualTo(kafkas.calls);
  }

  private Seen underKafkaProducer() {
    try (KafkaProducer<Object, Object> producer =
        new KafkaProducer<>(new LinkedHashMap<>(settings()))) {
      sendAll(record -> awaitKafkas(producer, record));
    }
    return seen();
  }

  private static void awaitKafkas(
      KafkaProducer<Object, Object> producer, ProducerRecord<Object, Object> record) {
    try {
      producer.send(record).get(DEADLINE_SECONDS, SECONDS);
    } catch (ExecutionException | RuntimeException failed) {
      Journal.add("sender knows");
    } catch (InterruptedException | TimeoutException stuck) {
      throw new AssertionError(stuck);
    }
  }

  private Seen underWeir() {
    Map<String, String> settings = settings();
    Environment environment =
        Environment.standard(CompletionThreads.executor())
            .withInterceptors(List.of(interceptor(settings)));
    try (Producer producer = Producer.create(settings, environment)) {
      sendAll(record -> awaitWeirs(producer, KafkaRecords.toWeir(record)));
    }
    return seen();
  }

  private static void awaitWeirs(Producer producer, OutgoingRecord record) {
    try {
      RecordReceipt receipt =
          producer.send(record).await().atMost(Duration.ofSeconds(DEADLINE_SECONDS));
      assertThat(receipt.topic()).isEqualTo(record.topic());
    } catch (ProducerException failed) {
      Journal.add("sender knows");
    }
  }

  /** As the connector finds it. */
  private static RecordInterceptor interceptor(Map<String, String> settings) {
    Problems problems = new Problems("orders");
    ChannelSettings read = ChannelSettings.read(SettingsSource.of(settings), problems);
    return new NamedInstances(BeanLookup.NONE, read.view(), problems)
        .find("interceptor.classes", NotingInterceptor.class.getName(), RecordInterceptor.class)
        .orElseThrow();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bootstrap.servers", cluster.bootstrapServers());
    settings.put("key.serializer", TaggingSerializer.class.getName());
    settings.put("value.serializer", TaggingSerializer.class.getName());
    settings.put("partitioner.class", NotingPartitioner.class.getName());
    settings.put("interceptor.classes", NotingInterceptor.class.getName());
    settings.put("tagging.tag", "blue");
    return settings;
  }

  private static void sendAll(Sending sending) {
    sending.send(new ProducerRecord<>("orders", "k", "v"));
    sending.send(new ProducerRecord<>("orders", null, 1234L, "k", "with a time"));
    sending.send(new ProducerRecord<>("orders", 3, "k", "with a partition"));
    sending.send(new ProducerRecord<>("orders", null, (Object) null));
    sending.send(new ProducerRecord<>("orders", "k", "louder"));
    sending.send(new ProducerRecord<>("orders", "k", "throw"));
    sending.send(new ProducerRecord<>("orders", "k", "refused"));
    sending.send(
        new ProducerRecord<>(
            "orders", null, "k", "nothing", List.of(new RecordHeader("mine", new byte[] {7}))));
  }

  private Seen seen() {
    List<String> records = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : Consumed.from(cluster, "orders", 7)) {
      StringBuilder headers = new StringBuilder();
      record
          .headers()
          .forEach(each -> headers.append(' ').append(each.key()).append(each.value().length));
      records.add(
          "%d@%d %s=%s%s"
              .formatted(
                  record.partition(),
                  record.offset(),
                  text(record.key()),
                  text(record.value()),
                  headers));
    }
    return new Seen(withoutConfiguration(Journal.calls()), records);
  }

  /** KafkaProducer configures in another order; that all are configured counts. */
  private static List<String> withoutConfiguration(List<String> calls) {
    assertThat(calls)
        .filteredOn(call -> call.startsWith("configure"))
        .containsExactlyInAnyOrder(
            "configure key blue true",
            "configure value blue true",
            "configure partitioner blue",
            "configure interceptor blue");
    return withoutRepetition(calls.stream().filter(call -> !call.startsWith("configure")).toList());
  }

  /** Before 4.0 KafkaProducer asks the partitioner a second time where a batch begins. */
  private static List<String> withoutRepetition(List<String> calls) {
    List<String> once = new ArrayList<>();
    for (String call : calls) {
      boolean repeated = !once.isEmpty() && call.equals(once.get(once.size() - 1));
      if (!repeated || !call.startsWith("partition")) {
        once.add(call);
      }
    }
    return once;
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "null" : new String(bytes, UTF_8);
  }
}
