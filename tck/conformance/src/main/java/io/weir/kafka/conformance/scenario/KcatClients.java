package io.weir.kafka.conformance.scenario;

import io.weir.kafka.conformance.Lab;
import io.weir.kafka.conformance.Scenario;
import io.weir.kafka.referee.Kcat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** kcat, that is librdkafka, lists, writes and reads, and understands Kafka's own clients. */
public final class KcatClients implements Scenario {
  private static final String TOPIC = "kcat-clients";
  private static final int PARTITIONS = 3;
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final int RECORDS = 24;
  private static final String RECORD = "%p/%o %k=%s [%h]\\n";

  @Override
  public String expected() {
    return """
        listed: 3 brokers:
        listed: 1 topics:
        listed: topic "kcat-clients" with 3 partitions:
        listed: partition 0, leader 1, replicas: 1,2,3, isrs: 1,2,3
        listed: partition 1, leader 2, replicas: 2,3,1, isrs: 1,2,3
        listed: partition 2, leader 3, replicas: 3,1,2, isrs: 1,2,3
        kcat reads: 0/0 key=by none [codec=none]
        kcat reads: 0/1 =without key [codec=none]
        kcat reads: 0/2 empty= [codec=none]
        kcat reads: 0/3 key=by gzip [codec=gzip]
        kcat reads: 0/4 =without key [codec=gzip]
        kcat reads: 0/5 empty= [codec=gzip]
        kcat reads: 0/6 key=by snappy [codec=snappy]
        kcat reads: 0/7 =without key [codec=snappy]
        kcat reads: 0/8 empty= [codec=snappy]
        kcat reads: 0/9 key=by lz4 [codec=lz4]
        kcat reads: 0/10 =without key [codec=lz4]
        kcat reads: 0/11 empty= [codec=lz4]
        kcat reads: 0/12 key=by zstd [codec=zstd]
        kcat reads: 0/13 =without key [codec=zstd]
        kcat reads: 0/14 empty= [codec=zstd]
        kcat reads: 0/15 murmur=java's partitioner []
        kcat reads: 1/0 =idempotent []
        kcat reads: 1/1 =by one []
        kcat reads: 1/2 =by none []
        kcat reads: 2/0 key=java by none []
        kcat reads: 2/1 key=java by gzip []
        kcat reads: 2/2 key=java by snappy []
        kcat reads: 2/3 key=java by lz4 []
        kcat reads: 2/4 key=java by zstd []
        the last two: [14, 15]
        a Java consumer reads the same: true
        """;
  }

  @Override
  public void run(Lab lab) throws Exception {
    NewTopic topic =
        new NewTopic(TOPIC, Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2)))
            .configs(Map.of("min.insync.replicas", "2"));
    lab.get(lab.admin().createTopics(List.of(topic)).all());
    Kcat kcat = Kcat.of(lab.bootstrapServers());
    it_lists_brokers_and_replicas(lab, kcat);
    it_writes_by_each_codec_with_keys_and_headers(kcat);
    a_java_producer_writes_by_each_codec(lab);
    it_reads_what_it_wrote(lab, kcat);
    a_java_consumer_reads_the_same(lab, kcat);
  }

  private static void it_lists_brokers_and_replicas(Lab lab, Kcat kcat) throws Exception {
    List<String> list =
        lab.until("all in sync", () -> list(kcat), seen -> inSync(seen) == PARTITIONS);
    list.forEach(line -> lab.note("listed", line));
  }

  /**
   * The lines without addresses; the controller, of which a broker tells another one, is no fact.
   */
  private static List<String> list(Kcat kcat) {
    return kcat.list("-t", TOPIC)
        .lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("Metadata") && !line.startsWith("broker "))
        .map(KcatClients::sortIsr)
        .toList();
  }

  private static long inSync(List<String> list) {
    return list.stream().filter(line -> line.endsWith("isrs: 1,2,3")).count();
  }

  /** The replicas in sync come in the order in which they have joined. */
  private static String sortIsr(String line) {
    int isr = line.indexOf("isrs: ") + "isrs: ".length();
    return line.contains("isrs: ")
        ? line.substring(0, isr)
            + Stream.of(line.substring(isr).split(",", -1))
                .sorted()
                .collect(Collectors.joining(","))
        : line;
  }

  private static void it_writes_by_each_codec_with_keys_and_headers(Kcat kcat) {
    for (String codec : CODECS) {
      String lines = "key:by %s\n:without key\nempty:\n".formatted(codec);
      kcat.produce(
          TOPIC, lines, "-p", "0", "-K", ":", "-z", codec, "-H", "codec=" + codec, "-X", "acks=-1");
    }
    kcat.produce(TOPIC, "idempotent\n", "-p", "1", "-X", "enable.idempotence=true");
    kcat.produce(TOPIC, "by one\n", "-p", "1", "-X", "acks=1");
    kcat.produce(TOPIC, "by none\n", "-p", "1", "-X", "acks=0");
    kcat.produce(TOPIC, "murmur:java's partitioner\n", "-K", ":", "-X", "partitioner=murmur2");
  }

  private static void a_java_producer_writes_by_each_codec(Lab lab) throws Exception {
    for (String codec : CODECS) {
      KafkaProducer<String, String> producer = lab.producer(Map.of("compression.type", codec));
      lab.get(producer.send(new ProducerRecord<>(TOPIC, 2, "key", "java by " + codec)));
    }
  }

  private static void it_reads_what_it_wrote(Lab lab, Kcat kcat) throws Exception {
    // What was written without acks=all may not be committed yet.
    lab.until("all records", () -> read(kcat), seen -> seen.size() == RECORDS)
        .forEach(line -> lab.note("kcat reads", line));
    lab.note("the last two", kcat.consume(TOPIC, "%o\\n", "-p", "0", "-o", "-2").lines().toList());
  }

  /** What kcat reads, in the order of the partitions. */
  private static List<String> read(Kcat kcat) {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(partition -> kcat.consume(TOPIC, RECORD, "-p", Integer.toString(partition)))
        .flatMap(String::lines)
        .toList();
  }

  private static void a_java_consumer_reads_the_same(Lab lab, Kcat kcat) throws Exception {
    List<String> expected = read(kcat);
    KafkaConsumer<String, String> consumer = lab.consumer(Map.of());
    List<TopicPartition> all =
        IntStream.range(0, PARTITIONS).mapToObj(index -> new TopicPartition(TOPIC, index)).toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    Map<Integer, List<String>> read = new TreeMap<>();
    lab.until(
        expected.size() + " records",
        () -> {
          for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(50))) {
            read.computeIfAbsent(each.partition(), unread -> new ArrayList<>()).add(text(each));
          }
          return read.values().stream().mapToInt(List::size).sum();
        },
        size -> size >= expected.size());
    lab.note(
        "a Java consumer reads the same",
        read.values().stream().flatMap(List::stream).toList().equals(expected));
  }

  /** As kcat prints it. */
  private static String text(ConsumerRecord<String, String> record) {
    String headers =
        StreamSupport.stream(record.headers().spliterator(), false)
            .map(each -> each.key() + "=" + new String(each.value(), StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    return "%d/%d %s=%s [%s]"
        .formatted(
            record.partition(),
            record.offset(),
            Objects.requireNonNullElse(record.key(), ""),
            record.value(),
            headers);
  }
}
