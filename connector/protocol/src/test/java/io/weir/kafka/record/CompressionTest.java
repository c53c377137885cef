package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.record.internal.CompressionType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {

  @ParameterizedTest
  @EnumSource(
      value = Codec.class,
      names = {"GZIP", "LZ4", "ZSTD"})
  void defaultsAndRangesAreThoseOfKafka(Codec codec) {
    CompressionType kafka = CompressionType.forId(codec.id());
    assertThat(kafka.name).isEqualToIgnoringCase(codec.name());
    assertThat(Compression.of(codec).level()).isEqualTo(kafka.defaultLevel());
    assertThat(new Compression(codec, kafka.minLevel()).level()).isEqualTo(kafka.minLevel());
    assertThat(new Compression(codec, kafka.maxLevel()).level()).isEqualTo(kafka.maxLevel());
  }

  @ParameterizedTest
  @CsvSource({
    "NONE,1",
    "SNAPPY,-1",
    "GZIP,0",
    "GZIP,-2",
    "GZIP,10",
    "LZ4,0",
    "LZ4,18",
    "ZSTD,-131073",
    "ZSTD,23"
  })
  void aLevelThatTheCodecLacksIsRefusedWithItsRange(Codec codec, int level) {
    assertThatThrownBy(() -> new Compression(codec, level))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("level " + level + " of " + codec);
  }
}
