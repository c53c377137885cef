package io.weir.kafka.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.tck.requirement.FailedAckSendsNothingAgain;
import io.weir.kafka.tck.requirement.FatalErrorIsToldAtOnce;
import io.weir.kafka.tck.requirement.InvalidRecordIsNacked;
import io.weir.kafka.tck.requirement.MemoryIsBoundedByBytes;
import io.weir.kafka.tck.requirement.RetryKeepsOrder;
import io.weir.kafka.tck.requirement.SafeByDefault;
import io.weir.kafka.tck.requirement.ShutdownSettlesEverything;
import io.weir.kafka.tck.requirement.SlowAckDelaysNoRecord;
import io.weir.kafka.tck.requirement.StartsWithoutKafka;
import io.weir.kafka.tck.requirement.UnknownTopicDelaysNoOther;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each requirement is asked of Weir, which meets it, and of smallrye-kafka 4.36, which does not: so
 * each check is known to be able to fail.
 */
class SuiteTest {

  private static final Subject WEIR =
      new Subject() {
        @Override
        public String connector() {
          return "weir-kafka";
        }

        @Override
        public Object toTopic(String topic) {
          return OutgoingRecordMetadata.builder().withTopic(topic).build();
        }

        @Override
        public Object atTime(Instant time) {
          return OutgoingRecordMetadata.builder().withTimestamp(time).build();
        }
      };

  private static final Subject SMALLRYE =
      new Subject() {
        @Override
        public String connector() {
          return "smallrye-kafka";
        }

        @Override
        public Object toTopic(String topic) {
          return OutgoingKafkaRecordMetadata.builder().withTopic(topic).build();
        }

        @Override
        public Object atTime(Instant time) {
          return OutgoingKafkaRecordMetadata.builder().withTimestamp(time).build();
        }
      };

  static Stream<Requirement> requirements() {
    return Stream.of(
        new UnknownTopicDelaysNoOther(),
        new SlowAckDelaysNoRecord(),
        new InvalidRecordIsNacked(),
        new FailedAckSendsNothingAgain(),
        new SafeByDefault(),
        new RetryKeepsOrder(),
        new FatalErrorIsToldAtOnce(),
        new MemoryIsBoundedByBytes(),
        new ShutdownSettlesEverything(),
        new StartsWithoutKafka());
  }

  @ParameterizedTest
  @MethodSource("requirements")
  void weir_meets_what_smallrye_kafka_breaks(Requirement requirement) throws Exception {
    Finding weir = requirement.check(WEIR);
    Finding smallrye = requirement.check(SMALLRYE);
    System.out.printf(
        "%s (%s)%n  weir-kafka      %s%n  smallrye-kafka  %s%n",
        requirement.rule(), requirement.source(), weir, smallrye);

    assertThat(weir.isMet()).as("weir-kafka: %s", weir).isTrue();
    assertThat(smallrye.isMet()).as("smallrye-kafka: %s", smallrye).isFalse();
  }
}
