package io.weir.kafka.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.weir.kafka.event.Departure;
import io.weir.kafka.event.ObservedBatch;
import io.weir.kafka.event.ObservedRequest;
import io.weir.kafka.event.Parting;
import io.weir.kafka.producer.Vitals;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one channel in a registry of Micrometer, by batch and by request; gauges are read
 * when somebody looks. All go when the channel closes.
 *
 * <p>A meter is made when its tags are first met. Tags that the application could make ever more of
 * are bounded: what comes after the first {@value #MOST_SERIES} counts as {@value #OTHER}.
 *
 * <p>Linked only where Micrometer is there. Threads as the events have them; attached and closed by
 * the threads that open and close the channel.
 */
final class MicrometerMeters implements ChannelMeters {

  /** Series of one metric, for one channel. */
  static final int MOST_SERIES = 200;

  static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Tags common;

  /** All that were made, by metric and the values of its tags. */
  private final Map<Metric, Map<Tags, Meter>> meters = new ConcurrentHashMap<>();

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();

  MicrometerMeters(MeterRegistry registry, String channel, String clientId) {
    this.registry = registry;
    this.common = Tags.of("channel", channel, "client-id", clientId);
  }

  @Override
  public void attach(Vitals pipeline) {
    gauge(Metric.BUFFER_LIMIT, pipeline, Vitals::memoryLimitBytes);
    gauge(Metric.BUFFER_USED, pipeline, Vitals::memoryUsedBytes);
    gauge(Metric.PARTITIONS_BLOCKING, pipeline, Vitals::blockingPartitions);
    gauge(Metric.REQUESTS_IN_FLIGHT, inFlight, AtomicInteger::get);
    gauge(Metric.CONNECTIONS, connections, AtomicInteger::get);
  }

  @Override
  public void close() {
    meters.values().forEach(each -> each.values().forEach(registry::remove));
    meters.clear();
  }

  @Override
  public void batchSent(ObservedBatch batch, Departure departure) {
    counter(Metric.BYTES_SENT, Tags.of("topic", batch.topic())).increment(departure.bytes());
    if (departure.isFirst()) {
      summary(Metric.BATCH_BYTES).record(departure.bytes());
      summary(Metric.BATCH_RECORDS).record(batch.records());
      timer(Metric.BATCH_QUEUE, Tags.empty()).record(departure.queuedNanos(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void batchDelivered(ObservedBatch batch, long latencyNanos) {
    counter(Metric.RECORDS_DELIVERED, Tags.of("topic", batch.topic())).increment(batch.records());
    timer(Metric.BATCH_DELIVERY, Tags.empty()).record(latencyNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void batchFailed(ObservedBatch batch, Throwable failure) {
    failed(failure, batch.records());
  }

  @Override
  public void recordRefused(Throwable failure) {
    failed(failure, 1);
  }

  private void failed(Throwable failure, int records) {
    counter(Metric.RECORDS_FAILED, Tags.of("error", Errors.name(failure))).increment(records);
  }

  @Override
  public void batchRetried(ObservedBatch batch, String error, String reason) {
    counter(Metric.RECORDS_RETRIED, Tags.of("error", error)).increment(batch.records());
  }

  @Override
  public void requestSent(ObservedRequest request) {
    inFlight.incrementAndGet();
  }

  @Override
  public void requestAnswered(ObservedRequest request, long latencyNanos) {
    inFlight.decrementAndGet();
    timer(Metric.REQUEST_LATENCY, node(request.brokerId()).and("request", request.api()))
        .record(latencyNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void requestLost(ObservedRequest request) {
    inFlight.decrementAndGet();
    counter(Metric.REQUESTS_LOST, node(request.brokerId())).increment();
  }

  @Override
  public void connected(int brokerId) {
    connections.incrementAndGet();
    counter(Metric.CONNECTIONS_OPENED, Tags.empty()).increment();
  }

  @Override
  public void disconnected(int brokerId, Parting parting, String reason) {
    if (parting != Parting.NOT_OPENED) {
      connections.decrementAndGet();
    }
    String kind = parting.name().toLowerCase(Locale.ROOT).replace('_', '-');
    counter(Metric.CONNECTIONS_ENDED, Tags.of("reason", kind)).increment();
  }

  @Override
  public void throttled(int brokerId, long throttleMs) {
    timer(Metric.THROTTLE, node(brokerId)).record(throttleMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void partitionBlocks(String topic, int partition) {
    String number = partition < 0 ? "unknown" : String.valueOf(partition);
    counter(Metric.PARTITION_BLOCKS, Tags.of("topic", topic, "partition", number)).increment();
  }

  /** Bootstrap addresses have no id: they count as one node. */
  private static Tags node(int brokerId) {
    return Tags.of("node-id", brokerId < 0 ? "bootstrap" : String.valueOf(brokerId));
  }

  // ---- meters

  private <T> void gauge(Metric metric, T owner, ToDoubleFunction<T> value) {
    meter(
        metric,
        Tags.empty(),
        tags ->
            Gauge.builder(metric.id, owner, value)
                .strongReference(true)
                .baseUnit(unit(metric))
                .description(metric.doc)
                .tags(tags)
                .register(registry));
  }

  private Counter counter(Metric metric, Tags own) {
    return meter(
        metric,
        own,
        tags ->
            Counter.builder(metric.id)
                .baseUnit(unit(metric))
                .description(metric.doc)
                .tags(tags)
                .register(registry));
  }

  private DistributionSummary summary(Metric metric) {
    return meter(
        metric,
        Tags.empty(),
        tags ->
            DistributionSummary.builder(metric.id)
                .baseUnit(unit(metric))
                .description(metric.doc)
                .tags(tags)
                .register(registry));
  }

  private Timer timer(Metric metric, Tags own) {
    return meter(
        metric,
        own,
        tags -> Timer.builder(metric.id).description(metric.doc).tags(tags).register(registry));
  }

  @SuppressWarnings("unchecked") // a metric is always made by the same method
  private <M extends Meter> M meter(Metric metric, Tags own, Function<Tags, M> maker) {
    Map<Tags, Meter> made = meters.computeIfAbsent(metric, each -> new ConcurrentHashMap<>());
    Meter known = made.get(own);
    if (known == null) {
      Tags bounded = made.size() < MOST_SERIES ? own : others(own);
      known = made.computeIfAbsent(bounded, tags -> maker.apply(common.and(tags)));
    }
    return (M) known;
  }

  private static Tags others(Tags own) {
    return Tags.of(own.stream().map(each -> Tag.of(each.getKey(), OTHER)).toList());
  }

  private static @Nullable String unit(Metric metric) {
    return metric.kind.unit.isEmpty() ? null : metric.kind.unit;
  }
}
