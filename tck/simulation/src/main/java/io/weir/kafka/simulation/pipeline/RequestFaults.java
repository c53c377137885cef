package io.weir.kafka.simulation.pipeline;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.InitProducerIdResponse;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.simulation.FaultMix;
import io.weir.kafka.simulation.Tally;
import io.weir.kafka.simulation.VirtualTime;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.fault.Fault;
import io.weir.kafka.testcluster.fault.FaultAction;
import io.weir.kafka.testcluster.fault.FaultAction.Moment;
import io.weir.kafka.testcluster.fault.FaultSpec;
import io.weir.kafka.testcluster.fault.Selector;
import io.weir.kafka.testcluster.fault.Trigger;
import io.weir.kafka.testcluster.message.PartFilter;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Declares faults in the brokers, each for one request, and counts those that have caught theirs.
 * What has caught nothing for a while is taken back. One thread: that of the simulation.
 */
final class RequestFaults {

  /** A producer sends no more batches of a partition than that before it hears of the first. */
  static final int PLACES_IN_FLIGHT = 5;

  private static final long LONGEST_PAUSE_MS = 40;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long LONGEST_DELAY_MS = 2_500;
  private static final int LONGEST_SILENCE_MS = 2_000;
  private static final int LONGEST_ANSWER = 200;
  private static final short LAST_EPOCH = Short.MAX_VALUE;

  /**
   * A fault that waits for its request.
   *
   * @param details what is counted beside the kind
   */
  private record Trap(RequestFault kind, List<String> details, Fault fault, long sinceNanos) {}

  private final VirtualTime time;
  private final ClusterCore core;
  private final SimulatedNetwork network;
  private final FaultMix mix;
  private final Tally tally;
  private final RandomGenerator random;

  /** How many batches are in flight before the one that is refused, mostly. */
  private final int favourite;

  private final List<Trap> traps = new ArrayList<>();

  /**
   * @param surroundings with a mix of {@link RequestFault}s
   */
  RequestFaults(
      SimulatedNetwork.Surroundings surroundings,
      SimulatedNetwork network,
      Scenario scenario,
      RandomGenerator random) {
    this.time = surroundings.time();
    this.core = surroundings.cluster().core();
    this.tally = surroundings.tally();
    this.network = network;
    this.mix = surroundings.mix();
    this.random = random;
    this.favourite = random.nextInt(PLACES_IN_FLIGHT);
    if (scenario.isCrowded()) {
      mix.insistOn(RequestFault.PRODUCE_REFUSED);
    }
  }

  void start() {
    time.after(
        TimeUnit.MILLISECONDS.toNanos(random.nextLong(LONGEST_PAUSE_MS) + 1), this::lookAndGoOn);
  }

  private void lookAndGoOn() {
    collect();
    if (!mix.isHealed()) {
      for (RequestFault kind : RequestFault.values()) {
        if (mix.strikes(kind)) {
          declare(kind);
        }
      }
      start();
    }
  }

  /** Takes all back; call {@link FaultMix#heal} before. */
  void heal() {
    collect();
    traps.forEach(trap -> core.faults().remove(trap.fault));
    traps.clear();
  }

  private void collect() {
    for (Trap trap : List.copyOf(traps)) {
      boolean caught = trap.fault.hits() > 0;
      if (caught) {
        mix.count(trap.kind);
        trap.details.forEach(tally::count);
      }
      if (caught || time.nowNanos() - trap.sinceNanos > PATIENCE_NANOS) {
        core.faults().remove(trap.fault);
        traps.remove(trap);
      }
    }
  }

  private void declare(RequestFault kind) {
    switch (kind) {
      case PRODUCE_REFUSED -> refuse();
      case PRODUCE_FAILED_AFTER_APPEND -> {
        ErrorCode error = any(ProduceErrors.AFTER_APPEND);
        produce(
            kind,
            List.of("after append: " + error),
            new FaultAction.Reply(Moment.AFTER_APPLYING, error));
      }
      case PLACE_FORGOTTEN ->
          produce(kind, List.of(), new FaultAction.Rewrite(RequestFaults::forgetPlaces));
      case RECORDS_REFUSED ->
          produce(kind, List.of(), new FaultAction.Answer(new BadRecords(random)::answer));
      case REQUEST_SWALLOWED ->
          produce(kind, List.of(), new FaultAction.Silence(Moment.BEFORE_HANDLING));
      case ANSWER_SWALLOWED ->
          produce(kind, List.of(), new FaultAction.Silence(Moment.AFTER_APPLYING));
      case HUNG_UP_BEFORE ->
          produce(kind, List.of(), new FaultAction.Disconnect(Moment.BEFORE_HANDLING));
      case HUNG_UP_AFTER ->
          produce(kind, List.of(), new FaultAction.Disconnect(Moment.AFTER_APPLYING));
      case HANDLED_LATE ->
          produce(
              kind,
              List.of(),
              new FaultAction.Delay(anyMoment(), 1 + random.nextLong(LONGEST_DELAY_MS)));
      case ANSWER_CUT ->
          produce(kind, List.of(), new FaultAction.Truncate(random.nextInt(LONGEST_ANSWER)));
      case THROTTLED ->
          produce(
              kind, List.of(), new FaultAction.Throttle(1 + random.nextInt(LONGEST_SILENCE_MS)));
      case METADATA_REFUSED ->
          trap(kind, List.of(), Apis.METADATA, before(any(ProduceErrors.METADATA)));
      case IDENTITY_REFUSED ->
          trap(kind, List.of(), Apis.INIT_PRODUCER_ID, before(any(ProduceErrors.IDENTITY)));
      case EPOCH_NEAR_ITS_END ->
          trap(kind, List.of(), Apis.INIT_PRODUCER_ID, new FaultAction.Rewrite(this::nearItsEnd));
    }
  }

  private static FaultAction before(ErrorCode error) {
    return new FaultAction.Reply(Moment.BEFORE_HANDLING, error);
  }

  private Moment anyMoment() {
    return random.nextBoolean() ? Moment.BEFORE_HANDLING : Moment.AFTER_APPLYING;
  }

  private static Record forgetPlaces(Record answer) {
    ProduceResponse served = (ProduceResponse) answer;
    List<TopicProduceResponse> topics =
        served.responses().stream()
            .map(
                topic ->
                    new TopicProduceResponse(
                        topic.name(),
                        topic.topicId(),
                        topic.partitionResponses().stream()
                            .map(RequestFaults::forgetPlace)
                            .toList()))
            .toList();
    return new ProduceResponse(topics, served.throttleTimeMs(), served.nodeEndpoints());
  }

  private static PartitionProduceResponse forgetPlace(PartitionProduceResponse answer) {
    return answer.error() == ErrorCode.NONE
        ? PartitionProduceResponse.refused(
            answer.index(), ErrorCode.DUPLICATE_SEQUENCE_NUMBER, null)
        : answer;
  }

  private Record nearItsEnd(Record answer) {
    InitProducerIdResponse served = (InitProducerIdResponse) answer;
    if (served.errorCode() != 0) {
      return served;
    }
    return new InitProducerIdResponse(
        served.throttleTimeMs(),
        served.errorCode(),
        served.producerId(),
        (short) (LAST_EPOCH - random.nextInt(3)),
        served.ongoingTxnProducerId(),
        served.ongoingTxnProducerEpoch());
  }

  /**
   * An error where a batch has so many of its partition in flight before it: for one partition, or
   * for all that come in the same request.
   */
  private void refuse() {
    int before = random.nextInt(4) == 0 ? random.nextInt(PLACES_IN_FLIGHT) : favourite;
    Map.Entry<String, List<ErrorCode>> errors =
        any(List.copyOf(ProduceErrors.BEFORE_APPEND.entrySet()));
    ErrorCode error = any(errors.getValue());
    Optional<Place> place = random.nextBoolean() ? Optional.of(anyPlace()) : Optional.empty();
    Selector atItsPlace =
        new Selector(
            before + " in flight before it",
            call ->
                network.hasInFlightBefore(
                    call.origin().connection(), call.correlationId(), place, before));
    PartFilter parts =
        place
            .map(one -> new PartFilter(Set.of(one.topic()), Set.of(one.partition())))
            .orElse(PartFilter.EVERYTHING);
    trap(
        RequestFault.PRODUCE_REFUSED,
        List.of(errorAt(errors.getKey(), before), "refused: " + error),
        new FaultSpec(
            List.of(Apis.PRODUCE), List.of(atItsPlace), parts, Trigger.ONCE, before(error)));
  }

  /** As it is counted. */
  static String errorAt(String errors, int before) {
    return "%s behind %d".formatted(errors, before);
  }

  private Place anyPlace() {
    TopicImage topic = any(List.copyOf(core.image().topics()));
    return new Place(topic.name(), random.nextInt(topic.partitions().size()));
  }

  private void produce(RequestFault kind, List<String> details, FaultAction action) {
    trap(kind, details, Apis.PRODUCE, action);
  }

  private void trap(RequestFault kind, List<String> details, Api<?, ?> api, FaultAction action) {
    trap(
        kind,
        details,
        new FaultSpec(List.of(api), List.of(), PartFilter.EVERYTHING, Trigger.ONCE, action));
  }

  private void trap(RequestFault kind, List<String> details, FaultSpec spec) {
    traps.add(new Trap(kind, details, core.faults().add(spec), time.nowNanos()));
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
