package io.weir.kafka.simulation.pipeline;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.TopicProduceResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.simulation.Tally;
import io.weir.kafka.simulation.Violations;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * Reads each Produce request as it is written and each answer as it arrives, and knows what the
 * producer can know.
 *
 * <ul>
 *   <li>A batch is whole: its checksum fits.
 *   <li>A sequence stands for one batch, unless the broker has refused all that had it before, or
 *       has called it too large: then its parts follow.
 *   <li>A partition never goes back to an older epoch.
 *   <li>No more batches of a partition are on their way than a broker remembers; one without
 *       idempotence.
 * </ul>
 *
 * <p>One thread: that of the simulation.
 */
final class WireWatch {

  private static final int MOST_REMEMBERED = 5;
  private static final long NO_PRODUCER = -1;

  /** What a broker answers before it writes anything. */
  private static final Set<ErrorCode> REFUSALS =
      EnumSet.of(
          ErrorCode.MESSAGE_TOO_LARGE,
          ErrorCode.RECORD_LIST_TOO_LARGE,
          ErrorCode.INVALID_RECORD,
          ErrorCode.INVALID_TIMESTAMP,
          ErrorCode.INVALID_TOPIC_EXCEPTION,
          ErrorCode.INVALID_REQUIRED_ACKS,
          ErrorCode.UNSUPPORTED_FOR_MESSAGE_FORMAT,
          ErrorCode.UNSUPPORTED_COMPRESSION_TYPE,
          ErrorCode.TOPIC_AUTHORIZATION_FAILED,
          ErrorCode.CLUSTER_AUTHORIZATION_FAILED,
          ErrorCode.CORRUPT_MESSAGE,
          ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
          ErrorCode.UNKNOWN_TOPIC_ID,
          ErrorCode.LEADER_NOT_AVAILABLE,
          ErrorCode.NOT_ENOUGH_REPLICAS,
          ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
          ErrorCode.UNKNOWN_PRODUCER_ID,
          ErrorCode.INVALID_PRODUCER_EPOCH);

  /**
   * One batch in one request.
   *
   * @param inFlightBefore how many of the partition were on their way when it was sent
   */
  record Sent(
      Place place, Identity identity, int sequence, int records, int checksum, int inFlightBefore) {

    private Stamp stamp() {
      return new Stamp(place, identity, sequence);
    }
  }

  private record Identity(long producerId, short epoch) {}

  private record Stamp(Place place, Identity identity, int sequence) {}

  /** What a sequence stands for, and how many requests with it may have been carried out. */
  private static final class Meaning {
    private int checksum;
    private int records;
    private int open;
    private boolean tooLarge;

    /** Also a part of a batch that was too large keeps its first sequence. */
    boolean mayBecome(Sent sent) {
      return open == 0 || checksum == sent.checksum || isPart(sent);
    }

    boolean isPart(Sent sent) {
      return tooLarge && sent.records < records;
    }

    void become(Sent sent) {
      tooLarge &= checksum == sent.checksum;
      checksum = sent.checksum;
      records = sent.records;
      open++;
    }
  }

  /** One Produce request on its way. */
  static final class Exchange {
    private final RequestHeader header;
    private final List<Sent> batches;
    private final boolean wantsAnswer;

    Exchange(RequestHeader header, List<Sent> batches, boolean wantsAnswer) {
      this.header = header;
      this.batches = batches;
      this.wantsAnswer = wantsAnswer;
    }

    int correlationId() {
      return header.correlationId();
    }

    boolean wantsAnswer() {
      return wantsAnswer;
    }

    /** One of each partition. */
    List<Sent> batches() {
      return batches;
    }

    @Override
    public String toString() {
      return "Produce #" + correlationId() + " " + batches;
    }
  }

  private final ClusterCore core;
  private final Trace trace;
  private final Tally tally;
  private final Violations violations;
  private final Map<Stamp, Meaning> meanings = new HashMap<>();
  private final Map<Place, Identity> latest = new HashMap<>();
  private final Map<Place, Integer> inFlight = new HashMap<>();
  private final Map<Place, Set<Long>> acknowledged = new HashMap<>();
  private final Map<Place, Integer> duplicates = new HashMap<>();

  WireWatch(ClusterCore core, Trace trace, Tally tally, Violations violations) {
    this.core = core;
    this.trace = trace;
    this.tally = tally;
    this.violations = violations;
  }

  /**
   * A Produce request is handed to the stream.
   *
   * @param frame <em>borrowed</em>, with its length in front
   */
  Exchange sent(ByteBuf frame) {
    ByteBuf body = frame.duplicate().skipBytes(Integer.BYTES);
    RequestHeader header = Frames.readRequestHeader(body);
    ProduceRequest request = Frames.readRequest(Apis.PRODUCE, header, body);
    List<Sent> batches = new ArrayList<>();
    for (TopicProduceData topic : request.topicData()) {
      String name = name(topic.name(), topic.topicId());
      for (PartitionProduceData data : topic.partitionData()) {
        batches.add(
            sent(new Place(name, data.index()), Objects.requireNonNull(data.records(), "records")));
      }
    }
    Exchange exchange = new Exchange(header, batches, request.acks() != 0);
    if (exchange.wantsAnswer) {
      batches.forEach(this::takesOff);
    }
    return exchange;
  }

  private String name(String name, UUID id) {
    TopicImage topic = name.isEmpty() ? core.image().topic(id) : null;
    return topic == null ? name : topic.name();
  }

  private Sent sent(Place place, ByteBuf records) {
    RecordBatchView batch = RecordBatchView.at(records, records.readerIndex());
    if (!batch.crcIsValid()) {
      violations.add("a batch for %s does not fit its checksum".formatted(place));
    }
    Sent sent =
        new Sent(
            place,
            new Identity(batch.producerId(), batch.producerEpoch()),
            batch.baseSequence(),
            batch.recordCount(),
            records.slice().hashCode(),
            inFlight.getOrDefault(place, 0));
    if (batch.producerId() != NO_PRODUCER) {
      checkSequence(sent);
      checkEpoch(sent);
    }
    return sent;
  }

  private void checkSequence(Sent sent) {
    Meaning meaning = meanings.computeIfAbsent(sent.stamp(), key -> new Meaning());
    if (!meaning.mayBecome(sent)) {
      violations.add(
          "sequence %d of %s stands for two batches of %s"
              .formatted(sent.sequence, sent.identity, sent.place));
    }
    if (meaning.isPart(sent)) {
      tally.count(Situation.BATCH_SPLIT);
    }
    meaning.become(sent);
    if (sent.sequence + sent.records < 0) {
      tally.count(Situation.SEQUENCE_WRAPPED);
    }
  }

  private void checkEpoch(Sent sent) {
    Identity before = latest.put(sent.place, sent.identity);
    if (before == null || before.equals(sent.identity)) {
      return;
    }
    if (before.producerId != sent.identity.producerId) {
      tally.count(Situation.PRODUCER_ID_RENEWED);
    } else if (before.epoch < sent.identity.epoch) {
      tally.count(Situation.EPOCH_RAISED);
    } else {
      violations.add("%s went back from %s to %s".formatted(sent.place, before, sent.identity));
    }
  }

  private void takesOff(Sent batch) {
    int now = inFlight.merge(batch.place, 1, Integer::sum);
    if (now > (batch.identity.producerId == NO_PRODUCER ? 1 : MOST_REMEMBERED)) {
      violations.add("%d batches of %s are on their way at once".formatted(now, batch.place));
    }
    if (now >= 2) {
      tally.count(Situation.SEVERAL_IN_FLIGHT);
    }
    if (now == MOST_REMEMBERED) {
      tally.count(Situation.FIVE_IN_FLIGHT);
    }
  }

  private void lands(Sent batch) {
    inFlight.merge(batch.place, -1, Integer::sum);
  }

  /** The producer will hear nothing of the request any more. */
  void unanswered(Exchange exchange) {
    if (exchange.wantsAnswer) {
      exchange.batches.forEach(this::lands);
    }
  }

  /** The request never left as a whole: no broker can act on it. */
  void unwritten(Exchange exchange) {
    exchange.batches.forEach(this::refused);
  }

  private void refused(Sent batch) {
    Meaning meaning = meanings.get(batch.stamp());
    if (meaning != null) {
      meaning.open--;
    }
  }

  /**
   * The answer has arrived at the producer.
   *
   * @param frame <em>borrowed</em>, without its length
   */
  void answered(Exchange exchange, ByteBuf frame) {
    ProduceResponse response =
        Frames.readResponse(Apis.PRODUCE, exchange.header, frame.duplicate());
    for (TopicProduceResponse topic : response.responses()) {
      String name = name(topic.name(), topic.topicId());
      for (PartitionProduceResponse answer : topic.partitionResponses()) {
        Place place = new Place(name, answer.index());
        trace.note("  %s: %s %d", place, answer.error(), answer.baseOffset());
        exchange.batches.stream()
            .filter(batch -> batch.place.equals(place))
            .forEach(batch -> answered(batch, answer));
      }
    }
    exchange.batches.forEach(this::lands);
  }

  private void answered(Sent batch, PartitionProduceResponse answer) {
    ErrorCode error = answer.error();
    if (error == ErrorCode.NONE) {
      Set<Long> offsets = acknowledged.computeIfAbsent(batch.place, key -> new HashSet<>());
      LongStream.range(0, batch.records).forEach(i -> offsets.add(answer.baseOffset() + i));
    } else if (error == ErrorCode.DUPLICATE_SEQUENCE_NUMBER) {
      duplicates.merge(batch.place, batch.records, Integer::sum);
      tally.count(Situation.DUPLICATE_ANSWERED);
    } else if (REFUSALS.contains(error)) {
      refused(batch);
    }
    if (error == ErrorCode.MESSAGE_TOO_LARGE) {
      splits(batch);
      tally.count(batch.records > 1 ? Situation.BATCH_TOO_LARGE : Situation.RECORD_TOO_LARGE);
    }
    if (!answer.recordErrors().isEmpty() && answer.recordErrors().size() < batch.records) {
      tally.count(Situation.RECORDS_NAMED);
    }
  }

  private void splits(Sent batch) {
    Meaning meaning = meanings.get(batch.stamp());
    if (meaning != null) {
      meaning.tooLarge |= meaning.checksum == batch.checksum;
    }
  }

  /** Whether an answer has told the producer that there is a record of its own. */
  boolean hasAcknowledged(Place place, long offset) {
    return acknowledged.getOrDefault(place, Set.of()).contains(offset);
  }

  /** How many records the producer was told to be there already, at places that are forgotten. */
  int duplicates(Place place) {
    return duplicates.getOrDefault(place, 0);
  }
}
