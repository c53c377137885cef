package io.weir.kafka.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.protocol.ErrorCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each error means to a batch. */
class VerdictTest {

  private static final Set<Integer> REFRESH = Set.of(3, 5, 6, 13, 56, 72, 74, 100, 103);
  private static final Set<Integer> RETRY = Set.of(2, 7, 14, 15, 16, 19, 20, 51, 75, 89);
  private static final Set<Integer> FINAL = Set.of(-1, 17, 18, 21, 29, 32, 76, 87, 120);
  private static final Set<Integer> PRODUCER_REFUSED = Set.of(31, 35, 49, 53, 90);

  /** Raised before the append, so that the records cannot be in the log. */
  private static final Set<Integer> NOT_PERSISTED =
      Set.of(2, 3, 5, 10, 17, 18, 19, 21, 29, 31, 32, 35, 43, 45, 47, 49, 53, 59, 76, 87, 90, 100);

  @Test
  void theErrorsOfProduceAreThoseOfTheTable() {
    Map<Integer, Verdict> table = new TreeMap<>();
    REFRESH.forEach(code -> table.put(code, Verdict.RETRY_AND_REFRESH));
    RETRY.forEach(code -> table.put(code, Verdict.RETRY));
    FINAL.forEach(code -> table.put(code, Verdict.FAIL));
    PRODUCER_REFUSED.forEach(code -> table.put(code, Verdict.PRODUCER_REFUSED));
    table.put(10, Verdict.SPLIT);
    table.put(45, Verdict.OUT_OF_SEQUENCE);
    table.put(59, Verdict.OUT_OF_SEQUENCE);
    table.put(47, Verdict.FENCED);
    table.put(0, Verdict.DELIVERED);
    table.put(46, Verdict.DELIVERED);
    table.forEach(
        (code, verdict) ->
            assertThat(Verdict.of(ErrorCode.of(code.shortValue())))
                .as(ErrorCode.of(code.shortValue()).name())
                .isEqualTo(verdict));
  }

  @ParameterizedTest
  @EnumSource
  void allOthersAreRetriedIfAndOnlyIfKafkaClientsWould(ErrorCode error) {
    Verdict verdict = Verdict.of(error);
    boolean retried = verdict == Verdict.RETRY || verdict == Verdict.RETRY_AND_REFRESH;
    boolean retriable = Errors.forCode(error.code()).exception() instanceof RetriableException;
    assertThat(retried).isEqualTo(retriable);
  }

  @Test
  void aCodeOfTheFutureIsFinalAndMayHavePersisted() {
    ErrorCode unheardOf = ErrorCode.of((short) 9_999);
    assertThat(Verdict.of(unheardOf)).isEqualTo(Verdict.FAIL);
    assertThat(Verdict.persistence(unheardOf)).isEqualTo(Persistence.POSSIBLY_PERSISTED);
  }

  @ParameterizedTest
  @EnumSource
  void onlyErrorsFromBeforeTheAppendSayNotPersisted(ErrorCode error) {
    assertThat(Verdict.persistence(error))
        .isEqualTo(
            NOT_PERSISTED.contains((int) error.code())
                ? Persistence.NOT_PERSISTED
                : Persistence.POSSIBLY_PERSISTED);
  }

  @Test
  void theListsDoNotOverlap() {
    List<Integer> all =
        Stream.of(REFRESH, RETRY, FINAL, PRODUCER_REFUSED).flatMap(Set::stream).toList();
    assertThat(all).doesNotHaveDuplicates();
    assertThat(EnumSet.allOf(ErrorCode.class)).hasSizeGreaterThan(all.size());
  }
}
