package io.weir.kafka.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.weir.kafka.api.ConfigurationException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.Record;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.producer.RecordDraft;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CloudEventsTest {

  private static final String[] BY_CHANNEL = {
    "cloud-events-source", "urn:orders", "cloud-events-type", "created"
  };
  private static final String NOW = "2023-11-14T22:13:20Z";

  private final RecordDraft draft = new RecordDraft();

  /** What a payload may be that has no text of its own. */
  record Order(String id, int items) {}

  @Test
  void aMessageIsNoEventUnlessItOrTheChannelSaysSo() {
    fill(Mappers.with("cloud-events-source", "urn:orders"), Message.of("v"));

    assertThat(draft.headers().isEmpty()).isTrue();
    assertThat(draft.value()).isEqualTo("v");
  }

  @Test
  void theChannelAloneMakesEventsOfAllItsMessages() {
    fill(Mappers.with(BY_CHANNEL), Message.of("v"));

    assertThat(headers())
        .containsExactly(
            Map.entry("ce_specversion", "1.0"),
            Map.entry("ce_id", "id-1"),
            Map.entry("ce_type", "created"),
            Map.entry("ce_source", "urn:orders"),
            Map.entry("ce_time", NOW));
    assertThat(draft.value()).isEqualTo("v");
  }

  @Test
  void whatTheMessageSaysGoesBeforeTheChannel() {
    var event =
        OutgoingCloudEventMetadata.builder()
            .withId("e-1")
            .withType("shipped")
            .withSource(URI.create("urn:said"))
            .withSubject("o-1")
            .withDataContentType("text/plain")
            .withDataSchema(URI.create("http://schema"))
            .withTimestamp(ZonedDateTime.parse("2024-02-29T12:00:00.5+01:00"))
            .withExtension("tenant", 7)
            .build();
    MessageMapper mapper =
        Mappers.with(
            "cloud-events-default-source",
            "urn:orders",
            "cloud-events-default-type",
            "created",
            "cloud-events-subject",
            "nobody",
            "cloud-events-data-content-type",
            "none");

    fill(mapper, Message.of("v", List.of(event)));

    assertThat(headers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("ce_specversion", "1.0"),
                Map.entry("ce_id", "e-1"),
                Map.entry("ce_type", "shipped"),
                Map.entry("ce_source", "urn:said"),
                Map.entry("ce_subject", "o-1"),
                Map.entry("ce_datacontenttype", "text/plain"),
                Map.entry("content-type", "text/plain"),
                Map.entry("ce_dataschema", "http://schema"),
                Map.entry("ce_time", "2024-02-29T12:00:00.5+01:00"),
                Map.entry("ce_tenant", "7")));
  }

  @Test
  void whatTheMessageLeavesOpenTheChannelSays() {
    MessageMapper mapper =
        Mappers.with(
            "cloud-events-source", "urn:orders",
            "cloud-events-type", "created",
            "cloud-events-subject", "o",
            "cloud-events-data-content-type", "application/json",
            "cloud-events-data-schema", "urn:schema",
            "cloud-events-insert-timestamp", "false");

    fill(
        mapper, Message.of("v", List.of(OutgoingCloudEventMetadata.builder().withId("e").build())));

    assertThat(headers())
        .containsExactly(
            Map.entry("ce_specversion", "1.0"),
            Map.entry("ce_id", "e"),
            Map.entry("ce_type", "created"),
            Map.entry("ce_source", "urn:orders"),
            Map.entry("ce_subject", "o"),
            Map.entry("ce_datacontenttype", "application/json"),
            Map.entry("content-type", "application/json"),
            Map.entry("ce_dataschema", "urn:schema"));
  }

  @Test
  void theTimeOfARecordThatSaysOneIsItsEventsTime() {
    var metadata =
        OutgoingRecordMetadata.builder().withTimestamp(Instant.ofEpochMilli(1234)).build();

    fill(Mappers.with(BY_CHANNEL), Message.of("v", List.of(metadata)));

    assertThat(headers()).containsEntry("ce_time", "1970-01-01T00:00:01.234Z");
  }

  @Test
  void theMessagesOwnHeadersComeFirst() {
    var metadata = OutgoingRecordMetadata.builder().addHeader("h", "1").build();

    fill(Mappers.with(BY_CHANNEL), Message.of("v", List.of(metadata)));

    assertThat(draft.headers().get(0).name()).isEqualTo("h");
    assertThat(headers()).containsEntry("ce_type", "created");
  }

  @Test
  void theExtensionPartitionkeyIsTheKeyIfNothingBetterIs() {
    var event = OutgoingCloudEventMetadata.builder().withExtension("partitionkey", "p").build();
    MessageMapper mapper =
        Mappers.with("cloud-events-source", "urn:s", "cloud-events-type", "t", "key", "configured");

    fill(mapper, Message.of("v", List.of(event)));
    assertThat(draft.key()).isEqualTo("p");

    fill(mapper, Message.of(Record.of("own", "v"), List.of(event)));
    assertThat(draft.key()).isEqualTo("own");

    fill(mapper, Message.of("v"));
    assertThat(draft.key()).isEqualTo("configured");
  }

  @Test
  void anEventWithoutSourceOrTypeIsInvalidAndTheErrorNamesTheSetting() {
    var event = OutgoingCloudEventMetadata.builder().withType("t").build();

    assertThatThrownBy(() -> fill(Mappers.with(), Message.of("v", List.of(event))))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("cloud-events-source");
  }

  @Test
  void cloudEventsMayBeTurnedOff() {
    var event = OutgoingCloudEventMetadata.builder().withType("t").build();

    fill(Mappers.with("cloud-events", "false"), Message.of("v", List.of(event)));

    assertThat(draft.headers().isEmpty()).isTrue();
  }

  @Test
  void aStructuredEventIsOneJsonTextWithItsTextAsData() throws Exception {
    var event =
        OutgoingCloudEventMetadata.builder()
            .withId("\"quoted\" \\ \n and \u00e9\u20ac")
            .withExtension("attempt", 3)
            .withExtension("final", true)
            .build();

    fill(structured(), Message.of("da\tta", List.of(event)));

    assertThat(headers())
        .containsExactly(Map.entry("content-type", "application/cloudevents+json; charset=UTF-8"));
    JsonNode json = json();
    assertThat(json.get("specversion").asText()).isEqualTo("1.0");
    assertThat(json.get("id").asText()).isEqualTo("\"quoted\" \\ \n and \u00e9\u20ac");
    assertThat(json.get("type").asText()).isEqualTo("created");
    assertThat(json.get("source").asText()).isEqualTo("urn:orders");
    assertThat(json.get("time").asText()).isEqualTo(NOW);
    assertThat(json.get("attempt").isInt()).isTrue();
    assertThat(json.get("final").isBoolean()).isTrue();
    assertThat(json.get("data").asText()).isEqualTo("da\tta");
  }

  @Test
  void theDataOfAStructuredEventIsItsPayloadAsJson() throws Exception {
    fill(structured(), Message.of(Record.of("k", new Order("o-1", 2))));

    assertThat(draft.key()).isEqualTo("k");
    assertThat(json().get("data").toString()).isEqualTo("{\"id\":\"o-1\",\"items\":2}");
  }

  @Test
  void bytesAreWrittenAsBase64() throws Exception {
    fill(structured(), Message.of(new byte[] {1, 2, 3}));

    assertThat(json().get("data_base64").asText()).isEqualTo("AQID");
    assertThat(json().has("data")).isFalse();
  }

  @Test
  @SuppressWarnings("NullAway") // the specification's type says nothing of null
  void anEventWithoutDataSaysNull() throws Exception {
    Message<@Nullable String> empty = () -> null;

    fill(structured(), empty);

    assertThat(json().get("data").isNull()).isTrue();
  }

  @Test
  void aContentTypeThatTheMessageNamesStays() {
    var metadata = OutgoingRecordMetadata.builder().addHeader("Content-Type", "own").build();

    fill(structured(), Message.of("v", List.of(metadata)));

    assertThat(headers()).containsExactly(Map.entry("Content-Type", "own"));
  }

  @Test
  void dataThatIsLargerThanARequestFailsWhileItIsWritten() {
    assertThatThrownBy(() -> fill(structured(), Message.of(new Order("x".repeat(2000), 1))))
        .isInstanceOf(RecordTooLargeException.class)
        .hasMessageContaining("max.request.size = 1000");
  }

  @Test
  void aStructuredEventIsTextSoAnotherSerializerIsRefused() {
    assertThatThrownBy(
            () -> Mappers.with("cloud-events-mode", "structured", "value.serializer", "json"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("value.serializer")
        .hasMessageContaining("structured");
  }

  private static MessageMapper structured() {
    return Mappers.with(
        "cloud-events-mode", "Structured",
        "cloud-events-source", "urn:orders",
        "cloud-events-type", "created");
  }

  private void fill(MessageMapper mapper, Message<?> message) {
    mapper.fill(draft, message);
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    draft.headers().forEach(h -> headers.put(h.name(), text(h.value())));
    return headers;
  }

  private static String text(byte @Nullable [] value) {
    assertThat(value).isNotNull();
    return new String(value, StandardCharsets.UTF_8);
  }

  private JsonNode json() throws Exception {
    return new ObjectMapper().readTree((String) draft.value());
  }
}
