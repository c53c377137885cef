package io.weir.kafka.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.event.Departure;
import io.weir.kafka.event.ObservedBatch;
import io.weir.kafka.event.ObservedRequest;
import io.weir.kafka.event.Parting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documented metrics are those that a registry gets, and those that the dashboard shows. */
class DocumentedMetricsTest {

  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern ROW =
      Pattern.compile("^\\| `(weir\\.[^`]+)` \\|.*$", Pattern.MULTILINE);
  private static final Pattern QUERIED = Pattern.compile("\\bweir_[a-z_]+");

  /** Lets everything happen once that is measured. */
  private static void exercise(MicrometerMeters meters) {
    ObservedBatch batch = new ObservedBatch("t", 0, 1);
    ObservedRequest request = new ObservedRequest(1, "Produce");
    meters.attach(new FakeVitals());
    meters.connected(1);
    meters.batchSent(batch, new Departure(1, 100, 1, 1));
    meters.batchDelivered(batch, 1);
    meters.batchFailed(batch, new DeliveryTimeoutException("", Persistence.NOT_PERSISTED));
    meters.batchRetried(batch, "NETWORK_EXCEPTION", "");
    meters.requestSent(request);
    meters.requestAnswered(request, 1);
    meters.requestLost(request);
    meters.throttled(1, 1);
    meters.partitionBlocks("t", 0);
    meters.disconnected(1, Parting.UNNEEDED, "");
  }

  @Test
  void theTableHasEachMetricOfARegistryWithItsTypeUnitAndTags() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    exercise(new MicrometerMeters(registry, "orders", "client"));

    List<String> documented =
        ROW.matcher(Files.readString(DOCS.resolve("observability.md")))
            .results()
            .map(row -> Arrays.stream(row.group().split("\\|", -1)).map(String::strip).toList())
            .map(cells -> String.join(" | ", cells.subList(1, 6)))
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(Arrays.stream(Metric.values()).map(Metric::row).toList())
        .extracting(row -> row.substring(0, row.lastIndexOf(" | ")))
        .containsExactlyInAnyOrderElementsOf(
            registry.getMeters().stream().map(DocumentedMetricsTest::row).toList());
  }

  private static String row(Meter meter) {
    Meter.Id id = meter.getId();
    String type =
        switch (id.getType()) {
          case DISTRIBUTION_SUMMARY -> "summary";
          default -> id.getType().name().toLowerCase(Locale.ROOT);
        };
    String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
    String tags =
        id.getTags().stream()
            .map(tag -> tag.getKey())
            .filter(key -> !key.equals("channel") && !key.equals("client-id"))
            .map(key -> "`" + key + "`")
            .collect(Collectors.joining(", "));
    assertThat(id.getTags()).extracting(tag -> tag.getKey()).contains("channel", "client-id");
    return "`%s` | %s | %s | %s".formatted(id.getName(), type, unit, tags);
  }

  @Test
  void eachMetricOfTheDashboardIsOneThatPrometheusGets() throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    exercise(new MicrometerMeters(registry, "orders", "client"));
    Set<String> scraped = names(registry.scrape());

    Set<String> shown = new TreeSet<>();
    for (String each : queries()) {
      shown.addAll(names(each));
    }

    assertThat(shown).isNotEmpty().isSubsetOf(scraped);
    assertThat(shown).as("a panel for each kind").hasSizeGreaterThan(Metric.values().length);
  }

  private static Set<String> names(String text) {
    return QUERIED.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
  }

  private static List<String> queries() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(DOCS.resolve("grafana-dashboard.json").toFile());
    List<String> all = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.get("targets")) {
        all.add(target.get("expr").asText());
      }
    }
    for (JsonNode variable : dashboard.get("templating").get("list")) {
      all.add(variable.get("query").toString());
    }
    return all;
  }
}
