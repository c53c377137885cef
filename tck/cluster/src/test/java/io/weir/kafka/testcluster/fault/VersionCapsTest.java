package io.weir.kafka.testcluster.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.kafka.protocol.ApiVersionsResponse;
import io.weir.kafka.protocol.ApiVersionsResponse.ApiVersion;
import io.weir.kafka.protocol.Apis;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionCapsTest {

  private static final ApiVersionsResponse SERVED = response("0:0-13", "3:0-13", "60:0-2");

  @Test
  void without_caps_everything_is_allowed() {
    assertThat(VersionCaps.NONE.cap(SERVED)).isEqualTo(SERVED);
    assertThat(VersionCaps.NONE.allow(0, 13)).isTrue();
  }

  @Test
  void a_cap_ends_the_range_of_its_api_and_no_other() {
    VersionCaps caps = VersionCaps.NONE.with(Apis.PRODUCE, 7);

    assertThat(caps.cap(SERVED)).isEqualTo(response("0:0-7", "3:0-13", "60:0-2"));
    assertThat(caps.allow(Apis.PRODUCE.key(), 7)).isTrue();
    assertThat(caps.allow(Apis.PRODUCE.key(), 8)).isFalse();
    assertThat(caps.allow(Apis.METADATA.key(), 13)).isTrue();
  }

  @Test
  void an_old_release_lacks_what_came_later() {
    VersionCaps caps = VersionCaps.of(KafkaVersion.V2_1);

    assertThat(caps.cap(SERVED)).isEqualTo(response("0:0-7", "3:0-7"));
    assertThat(caps.allow(Apis.DESCRIBE_CLUSTER.key(), 0)).isFalse();
  }

  @Test
  void an_api_can_be_taken_away() {
    VersionCaps caps = VersionCaps.of(KafkaVersion.V3_9).with(Apis.METADATA, VersionCaps.ABSENT);

    assertThat(caps.cap(SERVED)).isEqualTo(response("0:0-11", "60:0-1"));
  }

  @Test
  void a_cap_below_what_is_served_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VersionCaps.NONE.with(Apis.PRODUCE, 2))
        .withMessage("Produce cannot end at version 2: the lowest that is served is 3");
  }

  /** Of ranges such as {@code 0:0-13}. */
  private static ApiVersionsResponse response(String... ranges) {
    return new ApiVersionsResponse(
        (short) 0,
        List.of(ranges).stream().map(VersionCapsTest::range).toList(),
        0,
        List.of(),
        -1,
        List.of(),
        false);
  }

  private static ApiVersion range(String text) {
    String[] parts = text.split("[:-]", -1);
    return new ApiVersion(
        Short.parseShort(parts[0]), Short.parseShort(parts[1]), Short.parseShort(parts[2]));
  }
}
