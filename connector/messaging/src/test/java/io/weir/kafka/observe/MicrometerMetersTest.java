package io.weir.kafka.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.event.Departure;
import io.weir.kafka.event.ObservedBatch;
import io.weir.kafka.event.ObservedRequest;
import io.weir.kafka.event.Parting;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Micrometer shows of a channel. */
class MicrometerMetersTest {

  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeVitals vitals = new FakeVitals();
  private final MicrometerMeters meters = new MicrometerMeters(registry, "orders", "client-1");

  MicrometerMetersTest() {
    meters.attach(vitals);
  }

  private static ObservedBatch batch(String topic, int records) {
    return new ObservedBatch(topic, 0, records);
  }

  private double count(String name, String... tags) {
    return registry
        .get(name)
        .tags("channel", "orders", "client-id", "client-1")
        .tags(tags)
        .counter()
        .count();
  }

  private double gauge(String name) {
    return registry.get(name).tags("channel", "orders").gauge().value();
  }

  @Test
  void aBatchIsMeasuredWhenItFirstLeaves() {
    meters.batchSent(batch("t", 3), new Departure(1, 100, 1, 5 * MILLI));
    meters.batchSent(batch("t", 3), new Departure(2, 100, 2, 900 * MILLI));

    assertThat(count("weir.sent", "topic", "t")).isEqualTo(200);
    assertThat(registry.get("weir.batch.size").summary().totalAmount()).isEqualTo(100);
    assertThat(registry.get("weir.batch.records").summary().totalAmount()).isEqualTo(3);
    assertThat(registry.get("weir.batch.queue").timer().totalTime(TimeUnit.MILLISECONDS))
        .isCloseTo(5, within(0.001));
  }

  @Test
  void recordsAreCountedByTheirOutcome() {
    meters.batchDelivered(batch("t", 3), 7 * MILLI);
    meters.batchDelivered(batch("u", 2), 7 * MILLI);
    meters.batchFailed(
        batch("t", 5),
        new BrokerException("", Persistence.NOT_PERSISTED, 19, "NOT_ENOUGH_REPLICAS"));
    meters.recordRefused(new DeliveryTimeoutException("", Persistence.NOT_PERSISTED));
    meters.batchRetried(batch("t", 4), "NOT_LEADER_OR_FOLLOWER", "broker 1");

    assertThat(count("weir.records.delivered", "topic", "t")).isEqualTo(3);
    assertThat(count("weir.records.delivered", "topic", "u")).isEqualTo(2);
    assertThat(count("weir.records.failed", "error", "NOT_ENOUGH_REPLICAS")).isEqualTo(5);
    assertThat(count("weir.records.failed", "error", "DELIVERY_TIMEOUT")).isEqualTo(1);
    assertThat(count("weir.records.retried", "error", "NOT_LEADER_OR_FOLLOWER")).isEqualTo(4);
    assertThat(registry.get("weir.batch.delivery").timer().count()).isEqualTo(2);
  }

  @Test
  void requestsAreInFlightUntilTheyAreAnsweredOrLost() {
    ObservedRequest produce = new ObservedRequest(1, "Produce");
    meters.requestSent(produce);
    meters.requestSent(produce);
    meters.requestSent(new ObservedRequest(-1, "Metadata"));
    assertThat(gauge("weir.requests.in.flight")).isEqualTo(3);

    meters.requestAnswered(produce, 2 * MILLI);
    meters.requestLost(produce);
    meters.requestAnswered(new ObservedRequest(-1, "Metadata"), MILLI);

    assertThat(gauge("weir.requests.in.flight")).isZero();
    assertThat(
            registry
                .get("weir.request.latency")
                .tags("node-id", "1", "request", "Produce")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("weir.request.latency").tags("node-id", "bootstrap").timers())
        .hasSize(1);
    assertThat(count("weir.requests.lost", "node-id", "1")).isEqualTo(1);
  }

  @Test
  void connectionsAreOpenUntilTheyEnd() {
    meters.disconnected(1, Parting.NOT_OPENED, "refused");
    meters.connected(1);
    meters.connected(2);
    meters.disconnected(1, Parting.BROKEN, "reset");

    assertThat(gauge("weir.connections")).isEqualTo(1);
    assertThat(count("weir.connections.opened")).isEqualTo(2);
    assertThat(count("weir.connections.ended", "reason", "not-opened")).isEqualTo(1);
    assertThat(count("weir.connections.ended", "reason", "broken")).isEqualTo(1);
  }

  @Test
  void gaugesAreReadWhenSomebodyLooks() {
    vitals.limitBytes = 1_000;
    vitals.usedBytes = 300;
    vitals.blocking = 2;
    assertThat(gauge("weir.buffer.limit")).isEqualTo(1_000);
    assertThat(gauge("weir.buffer.used")).isEqualTo(300);
    assertThat(gauge("weir.partitions.blocking")).isEqualTo(2);
  }

  @Test
  void aPartitionThatBlocksIsNamed() {
    meters.partitionBlocks("t", 3);
    meters.partitionBlocks("new", -1);
    assertThat(count("weir.partition.blocks", "topic", "t", "partition", "3")).isEqualTo(1);
    assertThat(count("weir.partition.blocks", "topic", "new", "partition", "unknown")).isEqualTo(1);
  }

  @Test
  void aSilenceIsATime() {
    meters.throttled(1, 1_500);
    assertThat(registry.get("weir.throttle").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(1.5);
  }

  @Test
  void endlesslyManyTopicsAreNotEndlesslyManySeries() {
    for (int i = 0; i < 1_000; i++) {
      meters.batchDelivered(batch("t" + i, 1), MILLI);
    }
    assertThat(registry.get("weir.records.delivered").counters())
        .hasSize(MicrometerMeters.MOST_SERIES + 1);
    assertThat(count("weir.records.delivered", "topic", MicrometerMeters.OTHER))
        .isEqualTo(1_000 - MicrometerMeters.MOST_SERIES);
  }

  @Test
  void allGoesWhenTheChannelCloses() {
    meters.batchDelivered(batch("t", 1), MILLI);
    meters.throttled(1, 1);
    assertThat(registry.getMeters()).isNotEmpty();

    meters.close();

    assertThat(registry.getMeters()).extracting(Meter::getId).isEmpty();
  }
}
