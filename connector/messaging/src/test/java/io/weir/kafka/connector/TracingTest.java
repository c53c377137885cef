package io.weir.kafka.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.Record;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each message has a span from its send to its acknowledgement, and its consumers know of it. */
class TracingTest {

  private static final int DEADLINE_SECONDS = 60;
  private static TestCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = TestCluster.builder().brokers(1).inMemory().start();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  /** An application with an OpenTelemetry that keeps its spans in memory. */
  @ApplicationScoped
  static class Telemetry {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetry sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();

    @Produces
    OpenTelemetry sdk() {
      return sdk;
    }

    List<SpanData> spans() {
      return exporter.getFinishedSpanItems();
    }

    Span start(String name) {
      return sdk.getTracer("test").spanBuilder(name).startSpan();
    }
  }

  private static TestApplication start(String topic, String... attributes) {
    String[] all = new String[attributes.length + 4];
    System.arraycopy(attributes, 0, all, 0, attributes.length);
    all[attributes.length] = "topic";
    all[attributes.length + 1] = topic;
    all[attributes.length + 2] = "client.id";
    all[attributes.length + 3] = "me";
    return TestApplication.start(
        Settings.kafka(cluster.bootstrapServers()).channel("out", all),
        Sender.class,
        Telemetry.class);
  }

  private static SpanData onlySpan(TestApplication application) {
    await().until(() -> !application.get(Telemetry.class).spans().isEmpty());
    List<SpanData> spans = application.get(Telemetry.class).spans();
    assertThat(spans).hasSize(1);
    return spans.get(0);
  }

  private static List<String> traceParents(StoredRecord record) {
    return record.headers().stream()
        .filter(each -> each.key().equals("traceparent"))
        .map(each -> UTF_8.decode(Objects.requireNonNull(each.value())).toString())
        .toList();
  }

  private static @Nullable String attribute(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  @Test
  void aDeliveredMessageHasASpanByTheSemanticConventions() throws Exception {
    try (TestApplication application = start("traced")) {
      application.get(Sender.class).send(Record.of("k", "v")).get(DEADLINE_SECONDS, SECONDS);

      SpanData span = onlySpan(application);
      assertThat(span.getName()).isEqualTo("send traced");
      assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
      assertThat(attribute(span, "messaging.system")).isEqualTo("kafka");
      assertThat(attribute(span, "messaging.destination.name")).isEqualTo("traced");
      assertThat(attribute(span, "messaging.operation.type")).isEqualTo("send");
      assertThat(attribute(span, "messaging.operation.name")).isEqualTo("send");
      assertThat(attribute(span, "messaging.client.id")).isEqualTo("me");
      assertThat(attribute(span, "messaging.kafka.message.key")).isEqualTo("k");
      assertThat(attribute(span, "messaging.destination.partition.id")).isEqualTo("0");
      assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset"))).isZero();

      StoredRecord stored = cluster.records("traced").get(0);
      assertThat(traceParents(stored))
          .containsExactly("00-%s-%s-01".formatted(span.getTraceId(), span.getSpanId()));
    }
  }

  @Test
  void theSpanBelongsToTheContextOfTheThreadThatSends() throws Exception {
    try (TestApplication application = start("current")) {
      Span request = application.get(Telemetry.class).start("request");
      CompletableFuture<Void> acked;
      try (Scope scope = request.makeCurrent()) {
        assertThat(scope).isNotNull();
        acked = application.get(Sender.class).send("v");
      }
      acked.get(DEADLINE_SECONDS, SECONDS);

      assertThat(onlySpan(application).getParentSpanContext()).isEqualTo(request.getSpanContext());
    }
  }

  @Test
  void smallRyesMetadataOnTheMessageGoesBeforeTheThread() throws Exception {
    try (TestApplication application = start("metadata")) {
      Span incoming = application.get(Telemetry.class).start("process");
      TracingMetadata metadata = TracingMetadata.withCurrent(Context.root().with(incoming));

      application.get(Sender.class).send("v", metadata).get(DEADLINE_SECONDS, SECONDS);

      assertThat(onlySpan(application).getParentSpanContext()).isEqualTo(incoming.getSpanContext());
    }
  }

  @Test
  void theHeaderOfAnEarlierHopIsReplacedAndOthersStay() throws Exception {
    OutgoingRecordMetadata<String> earlier =
        OutgoingRecordMetadata.<String>builder()
            .addHeader("a", "1")
            .addHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .addHeader("b", "2")
            .build();
    try (TestApplication application = start("hops")) {
      application.get(Sender.class).send("v", earlier).get(DEADLINE_SECONDS, SECONDS);

      StoredRecord stored = cluster.records("hops").get(0);
      assertThat(traceParents(stored))
          .singleElement()
          .asString()
          .contains(onlySpan(application).getSpanId());
      assertThat(stored.headers())
          .extracting(DecodedRecord.Header::key)
          .contains("a", "b")
          .hasSize(3);
    }
  }

  @Test
  void aMessageThatFailsEndsItsSpanWithTheError() {
    try (TestApplication application = start("failing", "max.request.size", "100")) {
      CompletableFuture<Void> signal = application.get(Sender.class).send(".".repeat(1_000));
      await().until(signal::isCompletedExceptionally);

      SpanData span = onlySpan(application);
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(span.getStatus().getDescription()).contains("failing");
      assertThat(attribute(span, "error.type"))
          .isEqualTo("io.weir.kafka.api.RecordTooLargeException");
    }
  }

  @Test
  void aMessageThatIsAckedEarlyHasItsSpanAllTheSame() throws Exception {
    try (TestApplication application = start("early", "waitForWriteCompletion", "false")) {
      application.get(Sender.class).send("v").get(DEADLINE_SECONDS, SECONDS);

      assertThat(attribute(onlySpan(application), "messaging.destination.partition.id"))
          .isEqualTo("0");
    }
  }

  @Test
  void aMessageNobodyCanMakeARecordOfHasASpanThatSaysSo() {
    try (TestApplication application = start("tombs", "failure-strategy", "ignore")) {
      CompletableFuture<Void> signal =
          application
              .get(Sender.class)
              .send("v", OutgoingRecordMetadata.<String>builder().withPartition(-7).build());
      await().until(signal::isDone);

      assertThat(onlySpan(application).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }
  }

  @Test
  void whoSwitchesTracingOffHasNeitherSpanNorHeader() throws Exception {
    try (TestApplication application = start("untraced", "tracing-enabled", "false")) {
      application.get(Sender.class).send("v").get(DEADLINE_SECONDS, SECONDS);

      assertThat(traceParents(cluster.records("untraced").get(0))).isEmpty();
      assertThat(application.get(Telemetry.class).spans()).isEmpty();
    }
  }
}
