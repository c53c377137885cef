package io.weir.kafka.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.common.errors.InvalidMetadataException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

  @Test
  void hasTheRowsOfKafka() {
    assertThat(Arrays.stream(ErrorCode.values()).map(Enum::name))
        .containsExactlyElementsOf(Arrays.stream(Errors.values()).map(Enum::name).toList());
  }

  @ParameterizedTest
  @EnumSource(Errors.class)
  void agreesWithKafkaOnEachRow(Errors theirs) {
    ErrorCode ours = ErrorCode.valueOf(theirs.name());

    assertThat(ours.code()).isEqualTo(theirs.code());
    assertThat(ours.retriable()).isEqualTo(theirs.exception() instanceof RetriableException);
    assertThat(ours.invalidatesMetadata())
        .isEqualTo(theirs.exception() instanceof InvalidMetadataException);
    assertThat(ErrorCode.of(theirs.code())).isEqualTo(ours);
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void textsEndASentence(ErrorCode code) {
    assertThat(code.text()).matches("[a-z].*[^.]");
  }

  @Test
  void aCodeFromTheFutureIsAnUnknownError() {
    assertThat(ErrorCode.of((short) 9999)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
    assertThat(ErrorCode.of((short) -7)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
  }
}
