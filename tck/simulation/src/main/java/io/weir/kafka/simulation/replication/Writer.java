package io.weir.kafka.simulation.replication;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.PartitionProduceData;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.protocol.ProduceResponse;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.simulation.ClusterDriver;
import io.weir.kafka.simulation.FaultMix;
import io.weir.kafka.simulation.VirtualTime;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Writes batches to one partition, one after the other, straight as frames; and remembers what it
 * was told of each. It goes to the leader that it last heard of, until that one refuses or says
 * nothing.
 *
 * <p>One thread: that of the simulation.
 */
final class Writer {

  static final String TOPIC = "orders";

  private static final int PRODUCE_VERSION = 9;
  private static final int PRODUCE_TIMEOUT_MS = 4_000;
  private static final long REQUEST_TIMEOUT_MS = 6_000;
  private static final long BACK_OFF_MS = 100;
  private static final int LONGEST_PAUSE_MS = 400;

  /** Longer than a request's way, so that none overtakes another. */
  private static final int SHORTEST_PAUSE_MS = 5;

  private static final int MOST_RECORDS = 3;
  private static final short PRODUCER_EPOCH = 0;
  private static final long FIRST_PRODUCER = 5_000_000;
  private static final int MOST_WRITERS = 1_000;

  /** One batch is under way at a time, so none of these is due unless records were lost. */
  private static final Set<ErrorCode> UNDUE =
      Set.of(
          ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
          ErrorCode.INVALID_PRODUCER_EPOCH,
          ErrorCode.UNKNOWN_PRODUCER_ID,
          ErrorCode.CORRUPT_MESSAGE,
          ErrorCode.INVALID_RECORD);

  private final int number;
  private final WriterKind kind;
  private final int partition;
  private final VirtualTime time;
  private final ClusterDriver cluster;
  private final ClientLink link;
  private final RandomGenerator random;
  private final List<WrittenBatch> batches = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private int knownLeader = PartitionImage.NO_LEADER;
  private long producerId;
  private int nextSequence;
  private int nextCorrelation;
  private boolean busy;
  private boolean stopped;

  Writer(int number, WriterKind kind, int partition, Surroundings surroundings) {
    this.number = number;
    this.kind = kind;
    this.partition = partition;
    this.producerId = FIRST_PRODUCER + number;
    this.time = surroundings.time();
    this.cluster = surroundings.cluster();
    this.random = surroundings.random();
    this.link = new ClientLink(surroundings, this::answered, this::unanswered);
  }

  /** What all writers of a run share. */
  record Surroundings(
      VirtualTime time, ClusterDriver cluster, FaultMix mix, RandomGenerator random) {}

  WriterKind kind() {
    return kind;
  }

  int partition() {
    return partition;
  }

  List<WrittenBatch> batches() {
    return batches;
  }

  /** What the cluster said to an idempotent writer that it should never say. */
  List<String> complaints() {
    return complaints;
  }

  /** Begins to write, until {@link #stop}. */
  void start() {
    afterMs(random.nextInt(LONGEST_PAUSE_MS), this::writeNext);
  }

  /** Lets the batch that is under way be the last. */
  void stop() {
    stopped = true;
  }

  boolean isIdle() {
    return !busy;
  }

  private void writeNext() {
    if (!stopped && !busy) {
      write();
    }
  }

  /** Writes one batch now; only while it is idle. */
  WrittenBatch write() {
    int count = 1 + random.nextInt(MOST_RECORDS);
    int batch = batches.size();
    List<String> values =
        IntStream.range(0, count).mapToObj(i -> "%d/%d/%d".formatted(number, batch, i)).toList();
    WrittenBatch next = new WrittenBatch(values, kind == WriterKind.IDEMPOTENT ? nextSequence : -1);
    nextSequence += count;
    batches.add(next);
    busy = true;
    send();
    return next;
  }

  private WrittenBatch current() {
    return batches.get(batches.size() - 1);
  }

  private TopicImage topic() {
    return Objects.requireNonNull(cluster.core().image().topic(TOPIC));
  }

  private void send() {
    if (knownLeader == PartitionImage.NO_LEADER || link.isBroken()) {
      knownLeader = topic().partitions().get(partition).leader();
    }
    if (knownLeader == PartitionImage.NO_LEADER) {
      afterMs(BACK_OFF_MS, this::send);
      return;
    }
    RequestHeader header = Apis.PRODUCE.header(PRODUCE_VERSION, nextCorrelation++, "w" + number);
    ByteBuf records =
        current()
            .encode(
                cluster.allocator(),
                kind == WriterKind.IDEMPOTENT ? producerId : -1,
                kind == WriterKind.IDEMPOTENT ? PRODUCER_EPOCH : -1,
                time.wallClock().currentTimeMs());
    ByteBuf frame =
        Frames.writeRequest(Apis.PRODUCE, header, request(records), cluster.allocator());
    records.release();
    if (kind == WriterKind.NONE) {
      link.tell(knownLeader, bytes(frame));
      finished();
    } else {
      link.ask(knownLeader, bytes(frame), header, REQUEST_TIMEOUT_MS);
    }
  }

  /** Without the length in front. */
  private static byte[] bytes(ByteBuf frame) {
    byte[] bytes = ByteBufUtil.getBytes(frame.skipBytes(Integer.BYTES));
    frame.release();
    return bytes;
  }

  private ProduceRequest request(ByteBuf records) {
    return new ProduceRequest(
        null,
        kind.acks(),
        PRODUCE_TIMEOUT_MS,
        List.of(
            new TopicProduceData(
                TOPIC, topic().id(), List.of(new PartitionProduceData(partition, records)))));
  }

  private void answered(RequestHeader header, ByteBuf frame) {
    ProduceResponse response = Frames.readResponse(Apis.PRODUCE, header, frame);
    PartitionProduceResponse answer = response.responses().get(0).partitionResponses().get(0);
    ErrorCode error = answer.error();
    if (error == ErrorCode.NONE) {
      current().acknowledged(answer.baseOffset());
      finished();
    } else if (error == ErrorCode.DUPLICATE_SEQUENCE_NUMBER) {
      current().acknowledgedEarlier();
      finished();
    } else if (UNDUE.contains(error)) {
      complaints.add(
          "writer %d of partition %d was told %s: %s"
              .formatted(number, partition, error, answer.errorMessage()));
      beginAnew();
    } else {
      unanswered();
    }
  }

  /** Goes on as another producer with the next batch. */
  private void beginAnew() {
    producerId += MOST_WRITERS;
    nextSequence = 0;
    finished();
  }

  private void unanswered() {
    knownLeader = PartitionImage.NO_LEADER;
    if (kind == WriterKind.IDEMPOTENT) {
      afterMs(BACK_OFF_MS, this::send);
    } else if (kind != WriterKind.NONE) {
      finished();
    }
  }

  private void finished() {
    busy = false;
    afterMs(random.nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS), this::writeNext);
  }

  private void afterMs(long delayMs, Runnable task) {
    time.after(TimeUnit.MILLISECONDS.toNanos(delayMs), task);
  }
}
