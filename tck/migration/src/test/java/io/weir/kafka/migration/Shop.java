package io.weir.kafka.migration;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadataBuilder;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.reply.KafkaRequestReply;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

/** An application that was written for smallrye-kafka, and knows nothing of Weir. */
@ApplicationScoped
class Shop {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final ZonedDateTime TIME = ZonedDateTime.parse("2024-02-29T12:00:00.25Z");

  @Inject
  @Channel("plain")
  MutinyEmitter<String> plain;

  @Inject
  @Channel("records")
  MutinyEmitter<Record<String, Long>> records;

  @Inject
  @Channel("said")
  MutinyEmitter<String> said;

  @Inject
  @Channel("whole")
  MutinyEmitter<ProducerRecord<String, String>> whole;

  @Inject
  @Channel("binary")
  MutinyEmitter<String> binary;

  @Inject
  @Channel("events")
  MutinyEmitter<String> events;

  @Inject
  @Channel("structured")
  MutinyEmitter<Object> structured;

  @Inject
  @Channel("no-events")
  MutinyEmitter<String> noEvents;

  @Inject
  @Channel("lazy")
  MutinyEmitter<String> lazy;

  @Inject
  @Channel("configured")
  MutinyEmitter<String> configured;

  @Inject
  @Channel("left-alone")
  MutinyEmitter<String> leftAlone;

  @Inject
  @Channel("ask")
  KafkaRequestReply<String, String> ask;

  @Incoming("questions")
  @Outgoing("answering")
  Message<String> answer(Message<String> question) {
    return question.withPayload("yes, " + question.getPayload());
  }

  @Outgoing("merged")
  Multi<String> some() {
    return Multi.createFrom().items("a", "b");
  }

  @Outgoing("merged")
  Multi<String> more() {
    return Multi.createFrom().items("c", "d");
  }

  @Incoming("requests")
  @Outgoing("replies")
  Message<String> reply(Message<String> request) {
    return request.withPayload("re: " + request.getPayload());
  }

  /** Sends all there is, one by one. */
  void open() {
    plain.sendAndAwait("p1");
    for (long i = 0; i < 10; i++) {
      records.sendAndAwait(Record.of("key-" + i, i));
    }
    records.sendAndAwait(Record.of("gone", null));
    records.sendAndAwait(Record.of(null, 99L));
    sayWhereTo();
    sendEvents();
    lazy.sendAndAwait("l1");
    leftAlone.sendAndAwait("o1");
    configured.sendAndAwait("c1");
  }

  private void sayWhereTo() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(new RecordHeader("h", "1".getBytes(StandardCharsets.UTF_8)));
    headers.add(new RecordHeader("h", null));
    await(
        said,
        "s1",
        OutgoingKafkaRecordMetadata.<String>builder()
            .withTopic("three")
            .withKey("k")
            .withPartition(2)
            .withTimestamp(Instant.ofEpochMilli(1234))
            .withHeaders(headers)
            .build());
    await(
        said,
        "s2",
        OutgoingKafkaRecordMetadata.<String>builder().withTopic("three").withPartition(-1).build());
    whole.sendAndAwait(new ProducerRecord<>("three", 0, 77L, "pk", "pv", headers));
    whole.sendAndAwait(new ProducerRecord<>("three", 1, "pk", null));
  }

  private void sendEvents() {
    await(
        binary,
        "b1",
        event()
            .withType("bought")
            .withDataContentType("text/plain")
            .withExtension("tenant", 7)
            .withExtension("partitionkey", "by-event")
            .withTimestamp(TIME)
            .build());
    events.sendAndAwait("e1");
    await(structured, "text", event().withType("t").withTimestamp(TIME).build());
    await(
        structured,
        Map.of("id", 1, "items", List.of("x", "y")),
        event().withType("t").withSubject("s").withExtension("n", 7).withTimestamp(TIME).build());
    await(noEvents, "n1", event().withType("t").build());
  }

  private static OutgoingCloudEventMetadataBuilder<Object> event() {
    return OutgoingCloudEventMetadata.builder().withId("id").withSource(URI.create("urn:said"));
  }

  private static <T> void await(MutinyEmitter<T> emitter, T payload, Object metadata) {
    emitter.sendMessage(Message.of(payload).addMetadata(metadata)).await().atMost(DEADLINE);
  }

  /** Asks by a request, whose reply comes back. */
  String askWhether(String question) {
    return ask.request(question).await().atMost(DEADLINE);
  }

  /** What the application learns of a record that it has sent. */
  Optional<RecordMetadata> resultOf(String payload) {
    OutgoingMessageMetadata<RecordMetadata> result = new OutgoingMessageMetadata<>();
    await(plain, payload, result);
    return Optional.ofNullable(result.getResult());
  }

  /** Holds settings. */
  @ApplicationScoped
  static class Broker {

    @Produces
    @Identifier("shop-broker")
    @ApplicationScoped
    Map<String, Object> settings() {
      return Map.of("topic", "configured-by-map", "key", "of-map");
    }
  }
}
