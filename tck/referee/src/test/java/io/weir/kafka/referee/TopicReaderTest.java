package io.weir.kafka.referee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
  private static final int RECORDS = 5_000;

  private static RealKafka kafka;

  @BeforeAll
  static void fillTopics() {
    kafka = RealKafka.start(KafkaVersion.V4_3_1);
    kafka.createTopic("numbers", 2);
    String numbers =
        IntStream.range(0, RECORDS).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    Kcat.of(kafka.bootstrapServers()).produce("numbers", numbers, "-p", "1");
    kafka.createTopic("empty", 3);
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void readsEachPartitionInOrder() {
    var records = reader().read("numbers");

    assertThat(records.get(0)).isEmpty();
    assertThat(records.get(1))
        .extracting(TopicReaderTest::text)
        .containsExactlyElementsOf(numbers());
  }

  @Test
  void handsOverOneByOne() {
    List<String> read = new ArrayList<>();

    reader().forEach("numbers", next -> read.add(text(next)));

    assertThat(read).isEqualTo(numbers());
  }

  @Test
  void countsWhatWasWritten() {
    assertThat(reader().endOffsetsOf("numbers")).isEqualTo(RECORDS);
    assertThat(reader().endOffsetsOf("empty")).isZero();
  }

  @Test
  void anEmptyTopicHasEmptyPartitions() {
    assertThat(reader().read("empty"))
        .hasSize(3)
        .allSatisfy((id, read) -> assertThat(read).isEmpty());
  }

  @Test
  void anAbsentTopicIsAnError() {
    TopicReader hasty = reader().within(Duration.ofSeconds(1));

    assertThatThrownBy(() -> hasty.read("absent"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("absent");
  }

  private static TopicReader reader() {
    return TopicReader.of(kafka.bootstrapServers());
  }

  private static String text(ConsumerRecord<byte[], byte[]> read) {
    return new String(read.value(), UTF_8);
  }

  private static List<String> numbers() {
    return IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();
  }
}
