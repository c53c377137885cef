package io.weir.kafka.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.api.IncomingRecordMetadata;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.Record;
import io.weir.kafka.api.RecordHeader;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.producer.RecordDraft;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageMapperTest {

  private final RecordDraft draft = new RecordDraft();

  @Test
  void aPlainPayloadGoesWhereTheChannelIsConfiguredTo() {
    fill(Message.of("v"), Mappers.with("topic", "configured", "partition", "4", "key", "k"));

    assertThat(draft.topic()).isEqualTo("configured");
    assertThat(draft.partition()).isEqualTo(4);
    assertThat(draft.key()).isEqualTo("k");
    assertThat(draft.value()).isEqualTo("v");
    assertThat(draft.timestampMs()).isEqualTo(RecordDraft.NOW);
    assertThat(draft.headers().isEmpty()).isTrue();
  }

  @Test
  void aRecordBringsItsKeyAndValue() {
    fill(Message.of(Record.of("own", "v")));

    assertThat(draft.key()).isEqualTo("own");
    assertThat(draft.value()).isEqualTo("v");
  }

  @Test
  void aRecordWithoutKeyHasNoneAlthoughOneIsConfigured() {
    fill(Message.of(Record.of(null, "v")));

    assertThat(draft.key()).isNull();
  }

  @Test
  void aTombstoneIsARecordWithoutValue() {
    fill(Message.of(Record.tombstone("gone")));

    assertThat(draft.key()).isEqualTo("gone");
    assertThat(draft.value()).isNull();
  }

  @Test
  @SuppressWarnings("NullAway") // the specification's type says nothing of null
  void aMessageWithoutPayloadIsATombstone() {
    Message<@Nullable String> empty = () -> null;

    fill(empty);

    assertThat(draft.key()).isEqualTo("k");
    assertThat(draft.value()).isNull();
  }

  @Test
  void anOutgoingRecordSaysEverything() {
    RecordHeaders headers = RecordHeaders.empty().with("h", "1");
    fill(Message.of(new OutgoingRecord("there", 2, Instant.ofEpochMilli(77), "own", "v", headers)));

    assertThat(draft.topic()).isEqualTo("there");
    assertThat(draft.partition()).isEqualTo(2);
    assertThat(draft.timestampMs()).isEqualTo(77);
    assertThat(draft.key()).isEqualTo("own");
    assertThat(draft.headers()).isSameAs(headers);
  }

  @Test
  void metadataGoesBeforeThePayloadAndTheConfiguration() {
    var metadata =
        OutgoingRecordMetadata.<String>builder()
            .withTopic("elsewhere")
            .withKey("better")
            .withPartition(0)
            .withTimestamp(Instant.ofEpochMilli(5))
            .addHeader("h", "1")
            .build();

    fill(Message.of(Record.of("own", "v"), List.of(metadata)));

    assertThat(draft.topic()).isEqualTo("elsewhere");
    assertThat(draft.key()).isEqualTo("better");
    assertThat(draft.value()).isEqualTo("v");
    assertThat(draft.partition()).isZero();
    assertThat(draft.timestampMs()).isEqualTo(5);
    assertThat(draft.headers().get(0).name()).isEqualTo("h");
  }

  @Test
  void whatMetadataLeavesOpenTheNextInOrderDecides() {
    fill(Message.of(Record.of("own", "v"), List.of(OutgoingRecordMetadata.builder().build())));

    assertThat(draft.topic()).isEqualTo("topic");
    assertThat(draft.key()).isEqualTo("own");
    assertThat(draft.partition()).isEqualTo(3);
  }

  @Test
  void partitionMinusOneLeavesTheChoiceOpen() {
    var metadata = OutgoingRecordMetadata.builder().withPartition(-1).build();

    fill(Message.of("v", List.of(metadata)));

    assertThat(draft.partition()).isEqualTo(3);
  }

  @Test
  void anInvalidPartitionIsPassedOnToBeRefused() {
    fill(Message.of("v", List.of(OutgoingRecordMetadata.builder().withPartition(-2).build())));

    assertThat(draft.partition()).isEqualTo(-2);
  }

  @Test
  void aTimestampBeyondMillisecondsIsInvalid() {
    Message<String> message =
        Message.of(
            "v", List.of(OutgoingRecordMetadata.builder().withTimestamp(Instant.MIN).build()));

    assertThatThrownBy(() -> fill(message))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining(Instant.MIN.toString());
  }

  @Test
  void nothingOfTheLastRecordRemains() {
    fill(
        Message.of(
            new OutgoingRecord(
                "there",
                2,
                Instant.ofEpochMilli(77),
                "own",
                "v",
                RecordHeaders.empty().with("h", "1"))));
    fill(Message.of("next"), Mappers.plain("topic"));

    assertThat(draft.topic()).isEqualTo("topic");
    assertThat(draft.partition()).isEqualTo(RecordDraft.ANY_PARTITION);
    assertThat(draft.timestampMs()).isEqualTo(RecordDraft.NOW);
    assertThat(draft.key()).isNull();
    assertThat(draft.headers().isEmpty()).isTrue();
  }

  @Test
  void theKeyOfTheRecordItCameFromGoesBeforeTheChannelsOnly() {
    MessageMapper propagating = Mappers.with("propagate-record-key", "true", "key", "configured");
    var origin = new IncomingRecordMetadata("origin", RecordHeaders.empty());

    fill(Message.of("v", List.of(origin)), propagating);
    assertThat(draft.key()).isEqualTo("origin");

    fill(Message.of(Record.of("own", "v"), List.of(origin)), propagating);
    assertThat(draft.key()).isEqualTo("own");

    var metadata = OutgoingRecordMetadata.builder().withKey("said").build();
    fill(Message.of(Record.of("own", "v"), List.of(origin, metadata)), propagating);
    assertThat(draft.key()).isEqualTo("said");
  }

  @Test
  void aRecordItCameFromThatHadNoKeyLeavesTheChannels() {
    var origin = new IncomingRecordMetadata(null, RecordHeaders.empty());

    fill(
        Message.of("v", List.of(origin)),
        Mappers.with("propagate-record-key", "true", "key", "configured"));

    assertThat(draft.key()).isEqualTo("configured");
  }

  @Test
  void nothingIsTakenOverUnlessAskedFor() {
    var origin = new IncomingRecordMetadata("origin", RecordHeaders.empty().with("h", "1"));

    fill(Message.of("v", List.of(origin)));

    assertThat(draft.key()).isEqualTo("k");
    assertThat(draft.headers().isEmpty()).isTrue();
  }

  @Test
  void headersThatAreTakenOverComeBeforeTheMessagesOwn() {
    var origin =
        new IncomingRecordMetadata(
            null,
            RecordHeaders.empty().with("a", "1").with("b", "2").with("c", "3").with("a", "4"));
    var metadata = OutgoingRecordMetadata.builder().addHeader("a", "own").build();

    fill(Message.of("v", List.of(origin, metadata)), Mappers.with("propagate-headers", " a , c,"));

    assertThat(draft.headers())
        .extracting(MessageMapperTest::text)
        .containsExactly("a=1", "c=3", "a=4", "a=own");
  }

  @Test
  void aReplyGoesWhereItIsWantedAndCarriesItsCorrelation() {
    RecordHeaders headers =
        RecordHeaders.empty()
            .with("REPLY_TOPIC", "replies")
            .with("REPLY_PARTITION", new byte[] {0, 0, 1, 2})
            .with("REPLY_CORRELATION_ID", "c-1");
    var metadata = OutgoingRecordMetadata.builder().withTopic("said").withPartition(7).build();

    fill(Message.of("v", List.of(new IncomingRecordMetadata("asked", headers), metadata)));

    assertThat(draft.topic()).isEqualTo("replies");
    assertThat(draft.partition()).isEqualTo(258);
    assertThat(draft.key()).isEqualTo("k");
    assertThat(draft.headers())
        .extracting(MessageMapperTest::text)
        .containsExactly("REPLY_CORRELATION_ID=c-1");
  }

  @Test
  void aReplyPartitionThatIsNoneIsInvalid() {
    var origin =
        new IncomingRecordMetadata(null, RecordHeaders.empty().with("REPLY_PARTITION", "3"));

    assertThatThrownBy(() -> fill(Message.of("v", List.of(origin))))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("REPLY_PARTITION");
  }

  private static String text(RecordHeader header) {
    return header.name() + "=" + new String(header.value(), StandardCharsets.UTF_8);
  }

  private void fill(Message<?> message) {
    fill(message, Mappers.with("topic", "topic", "partition", "3", "key", "k"));
  }

  private void fill(Message<?> message, MessageMapper mapper) {
    mapper.fill(draft, message);
  }
}
