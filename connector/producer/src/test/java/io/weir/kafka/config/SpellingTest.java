package io.weir.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "linger.ms, linger.ms",
    "linger-ms, linger.ms",
    "LINGER_MS, linger.ms",
    "lingerMs, linger.ms",
    "'\"linger.ms\"', linger.ms",
    "'\"linger\".ms', linger.ms",
    "waitForWriteCompletion, wait.for.write.completion",
    "wait-for-write-completion, wait.for.write.completion",
    "compression.lz4.level, compression.lz4.level",
  })
  void allSpellingsHaveOneNormalForm(String written, String normal) {
    assertThat(Spelling.normal(written)).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "acks, acks, 0",
    "'', acks, 4",
    "akcs, acks, 1",
    "ack, acks, 1",
    "lingr.ms, linger.ms, 1",
    "kitten, sitting, 3",
  })
  void editsAreCountedWithSwapsAsOne(String from, String to, int edits) {
    assertThat(Spelling.edits(from, to)).isEqualTo(edits);
    assertThat(Spelling.edits(to, from)).isEqualTo(edits);
  }

  @Test
  void theNearestNameWins() {
    assertThat(Spelling.nearest("batch.sizes", List.of("batch.time", "batch.size")))
        .contains("batch.size");
  }

  @Test
  void aNameThatIsFarFromAllIsNotGuessed() {
    assertThat(Spelling.nearest("tls", List.of("acks", "topic", "linger.ms"))).isEmpty();
    assertThat(Spelling.nearest("foo.bar", List.of("acks", "linger.ms"))).isEmpty();
  }
}
