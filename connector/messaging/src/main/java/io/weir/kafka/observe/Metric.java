package io.weir.kafka.observe;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is measured of each channel; the table in {@code docs/observability.md} is checked against
 * it. All have the tags {@code channel} and {@code client-id}.
 */
enum Metric {
  RECORDS_DELIVERED(
      "weir.records.delivered", Kind.COUNTER, "Records that Kafka has acknowledged.", "topic"),
  RECORDS_FAILED(
      "weir.records.failed",
      Kind.COUNTER,
      "Records that have failed for good, by Kafka's name of the error, or else the kind of failure.",
      "error"),
  RECORDS_RETRIED(
      "weir.records.retried",
      Kind.COUNTER,
      "Records that were sent again, by Kafka's error.",
      "error"),
  BYTES_SENT(
      "weir.sent",
      Kind.BYTE_COUNTER,
      "Bytes of batches as they were sent, compressed and with retries.",
      "topic"),
  BATCH_BYTES("weir.batch.size", Kind.BYTE_SUMMARY, "Bytes of a batch, when first sent."),
  BATCH_RECORDS("weir.batch.records", Kind.SUMMARY, "Records in a batch, when first sent."),
  BATCH_QUEUE(
      "weir.batch.queue", Kind.TIMER, "From the first record of a batch to its first departure."),
  BATCH_DELIVERY(
      "weir.batch.delivery",
      Kind.TIMER,
      "From the first record of a batch to its acknowledgement."),
  REQUEST_LATENCY(
      "weir.request.latency",
      Kind.TIMER,
      "From a request to its response, by broker and kind of request.",
      "node-id",
      "request"),
  REQUESTS_LOST(
      "weir.requests.lost",
      Kind.COUNTER,
      "Requests without response: late, or their connection broke.",
      "node-id"),
  REQUESTS_IN_FLIGHT("weir.requests.in.flight", Kind.GAUGE, "Requests that wait for a response."),
  BUFFER_LIMIT("weir.buffer.limit", Kind.BYTE_GAUGE, "The setting buffer.memory."),
  BUFFER_USED("weir.buffer.used", Kind.BYTE_GAUGE, "What records without outcome hold of it."),
  PARTITIONS_BLOCKING(
      "weir.partitions.blocking",
      Kind.GAUGE,
      "Partitions that hold more than their share of it: while there is one, the channel takes no"
          + " more."),
  PARTITION_BLOCKS(
      "weir.partition.blocks",
      Kind.COUNTER,
      "How often a partition came to hold more than its share; unknown: the topic's partitions were"
          + " not known.",
      "partition",
      "topic"),
  THROTTLE("weir.throttle", Kind.TIMER, "Silence that a broker has asked for.", "node-id"),
  CONNECTIONS("weir.connections", Kind.GAUGE, "Open connections."),
  CONNECTIONS_OPENED("weir.connections.opened", Kind.COUNTER, "Connections that were opened."),
  CONNECTIONS_ENDED(
      "weir.connections.ended",
      Kind.COUNTER,
      "Connections that ended or could not be opened: unneeded, closed, broken or not-opened.",
      "reason");

  /** What is recorded, and in which unit. */
  enum Kind {
    COUNTER("counter", ""),
    BYTE_COUNTER("counter", "bytes"),
    SUMMARY("summary", ""),
    BYTE_SUMMARY("summary", "bytes"),
    TIMER("timer", "seconds"),
    GAUGE("gauge", ""),
    BYTE_GAUGE("gauge", "bytes");

    final String text;
    final String unit;

    Kind(String text, String unit) {
      this.text = text;
      this.unit = unit;
    }
  }

  final String id;
  final Kind kind;
  final String doc;

  /** Beside channel and client-id; sorted, as Micrometer does. */
  final List<String> tags;

  Metric(String id, Kind kind, String doc, String... tags) {
    this.id = id;
    this.kind = kind;
    this.doc = doc;
    this.tags = List.of(tags);
  }

  /** Its row of the documentation, between the outer bars. */
  String row() {
    String named = tags.stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "));
    return "`%s` | %s | %s | %s | %s".formatted(id, kind.text, kind.unit, named, doc);
  }
}
