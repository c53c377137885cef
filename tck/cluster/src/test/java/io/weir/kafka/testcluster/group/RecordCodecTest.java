package io.weir.kafka.testcluster.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.record.Compression;
import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.record.EncodedBatch;
import io.weir.kafka.record.RecordBatchBuilder;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.group.GroupSnapshot.MemberSnapshot;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected bytes are those that the classes of Kafka 4.3.1's group coordinator write. */
class RecordCodecTest {

  private static final String OFFSET_KEY = "000100016700066f726465727300000002";
  private static final String GROUP_KEY = "0002000167";
  private static final Place PLACE = new Place("orders", 2);
  private static final UUID TOPIC_ID = new UUID(1, 2);

  private static final GroupSnapshot GROUP =
      new GroupSnapshot(
          "consumer",
          7,
          "range",
          "a-1",
          1000,
          List.of(
              new MemberSnapshot(
                  "a-1",
                  "a",
                  new Join.Client("c", "/127.0.0.1"),
                  300_000,
                  45_000,
                  Unpooled.wrappedBuffer(new byte[] {1, 2}),
                  Unpooled.wrappedBuffer(new byte[] {3}))));

  @Test
  void a_committed_offset_is_written_as_kafka_does() {
    assertWritten(
        new GroupRecord.Offset("g", PLACE, new CommittedOffset(42, 3, "m", 1000, -1, TOPIC_ID)),
        OFFSET_KEY,
        "0004000000000000002a00000003026d00000000000003e8"
            + "01001000000000000000010000000000000002");
  }

  @Test
  void an_offset_that_says_when_it_expires_is_written_in_the_version_that_can() {
    assertWritten(
        new GroupRecord.Offset(
            "g", PLACE, new CommittedOffset(42, -1, "m", 1000, 2000, new UUID(0, 0))),
        OFFSET_KEY,
        "0001000000000000002a00016d00000000000003e800000000000007d0");
  }

  @Test
  void a_removed_offset_has_no_value() {
    assertWritten(new GroupRecord.Offset("g", PLACE, null), OFFSET_KEY, null);
  }

  @Test
  void a_group_is_written_as_kafka_does() {
    assertWritten(
        new GroupRecord.Group("g", GROUP),
        GROUP_KEY,
        "00030008636f6e73756d657200000007000572616e67650003612d3100000000000003e80000000100"
            + "03612d31000161000163000a2f3132372e302e302e31000493e00000afc80000000201020000000103");
  }

  @Test
  void a_group_without_members_is_written_as_kafka_does() {
    assertWritten(
        new GroupRecord.Group("g", new GroupSnapshot("", 0, null, null, 1000, List.of())),
        GROUP_KEY,
        "0003000000000000ffffffff00000000000003e800000000");
  }

  @Test
  void a_deleted_group_has_no_value() {
    assertWritten(new GroupRecord.Group("g", null), GROUP_KEY, null);
  }

  @ParameterizedTest
  @CsvSource({
    "4,0004000000000000002a00000003026d00000000000003e801001000000000000000010000000000000002,3",
    "3,0003000000000000002a0000000300016d00000000000003e8,3",
    "0,0000000000000000002a00016d00000000000003e8,-1"
  })
  void offsets_of_older_brokers_are_read(int version, String value, int leaderEpoch) {
    UUID topicId = version == 4 ? TOPIC_ID : new UUID(0, 0);

    assertThat(read(OFFSET_KEY, value))
        .containsExactly(
            new GroupRecord.Offset(
                "g", PLACE, new CommittedOffset(42, leaderEpoch, "m", 1000, -1, topicId)));
  }

  @ParameterizedTest
  @CsvSource({
    "00030008636f6e73756d657200000007000572616e67650003612d3100000000000003e8000000010003612d31"
        + "000161000163000a2f3132372e302e302e31000493e00000afc80000000201020000000103",
    "000409636f6e73756d6572000000070672616e676504612d3100000000000003e80204612d31026102630b2f31"
        + "32372e302e302e31000493e00000afc803010202030000"
  })
  void groups_of_older_and_newer_brokers_are_read(String value) {
    assertThat(read(GROUP_KEY, value)).containsExactly(new GroupRecord.Group("g", GROUP));
  }

  @Test
  void a_group_of_an_old_broker_lacks_what_its_version_lacks() {
    List<GroupRecord> read =
        read(
            GROUP_KEY,
            "00000008636f6e73756d657200000007000572616e67650003612d31000000010003612d3100016300"
                + "0a2f3132372e302e302e310000afc80000000201020000000103");

    MemberSnapshot member = GROUP.members().get(0);
    assertThat(read)
        .containsExactly(
            new GroupRecord.Group(
                "g",
                new GroupSnapshot(
                    "consumer",
                    7,
                    "range",
                    "a-1",
                    -1,
                    List.of(
                        new MemberSnapshot(
                            "a-1",
                            null,
                            member.client(),
                            0,
                            45_000,
                            member.subscription(),
                            member.assignment())))));
  }

  @Test
  void records_of_other_kinds_of_groups_are_skipped() {
    assertThat(read("0003000167", "0000")).isEmpty();
  }

  private static void assertWritten(GroupRecord each, String key, @Nullable String value) {
    EncodedBatch batch = RecordCodec.encode(List.of(each), 1234);
    try {
      RecordBatchView view = RecordBatchView.at(batch.content(), 0);
      assertThat(view.crcIsValid()).isTrue();
      DecodedRecord stored = view.records(UnpooledByteBufAllocator.DEFAULT, 0).get(0);
      assertThat(stored.timestampMs()).isEqualTo(1234);
      assertThat(hex(Unpooled.wrappedBuffer(Objects.requireNonNull(stored.key())))).isEqualTo(key);
      if (value == null) {
        assertThat(stored.value()).isNull();
      } else {
        assertThat(hex(Unpooled.wrappedBuffer(Objects.requireNonNull(stored.value()))))
            .isEqualTo(value);
      }
      assertThat(RecordCodec.decode(batch.content())).containsExactly(each);
    } finally {
      batch.release();
    }
  }

  private static List<GroupRecord> read(String key, String value) {
    RecordBatchBuilder builder =
        new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE, 1024);
    builder.append(0, new KeyAndValue(bytes(key), bytes(value)));
    EncodedBatch batch = builder.seal();
    batch.stamp(-1, (short) -1, -1, false);
    try {
      return RecordCodec.decode(batch.content());
    } finally {
      batch.release();
    }
  }

  private static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
  }

  private static String hex(ByteBuf bytes) {
    return ByteBufUtil.hexDump(bytes);
  }
}
