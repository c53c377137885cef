package io.weir.kafka.producer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.batch.Lane;
import io.weir.kafka.batch.ParkedRecord;
import io.weir.kafka.batch.Topic.Parking;
import io.weir.kafka.network.Loop;
import io.weir.kafka.partition.PartitionChooser;
import io.weir.kafka.partition.PartitionLayout;
import io.weir.kafka.partition.PartitionQuery;
import io.weir.kafka.serialize.RecordEncoder;
import org.jspecify.annotations.Nullable;

/**
 * What happens on the thread that sends: serialize, choose the partition, append; or park the
 * record until the partitions of its topic are known.
 *
 * <p>Any thread; each call borrows an encoder of its own.
 */
final class Intake {

  /** What the intake works with. */
  record Parts(
      Routes routes,
      EncoderPool encoders,
      PartitionChooser chooser,
      ByteBufAllocator allocator,
      Loop loop) {}

  /** How key and value become bytes. */
  @FunctionalInterface
  interface Encoding {
    void encode(RecordEncoder encoder, RecordDraft draft);
  }

  static final Encoding BY_SERIALIZERS =
      (encoder, draft) ->
          encoder.encode(draft.topic(), draft.key(), draft.value(), draft.headers());

  static final Encoding SERIALIZED_BEFORE =
      (encoder, draft) ->
          encoder.encodeSerialized(
              draft.topic(), (byte[]) draft.key(), (byte[]) draft.value(), draft.headers());

  /** What a parked record's partition will be chosen by, and who wants to know it. */
  private record ParkedChoice(
      int partition,
      byte @Nullable [] keyBytes,
      byte @Nullable [] valueBytes,
      @Nullable Object key,
      @Nullable Object value,
      @Nullable RecordKeeper keeper) {}

  private final Parts parts;
  private final RecordLimits limits;
  private final RecordSizes sizes = new RecordSizes();
  private final boolean watchesCluster;

  Intake(Parts parts, RecordLimits limits) {
    this.parts = parts;
    this.limits = limits;
    this.watchesCluster = parts.chooser.watchesCluster();
  }

  RecordSizes sizes() {
    return sizes;
  }

  /**
   * Takes the record in; it will have its outcome by the slot.
   *
   * @throws ProducerException if it has failed already; the slot was not kept
   */
  void accept(RecordDraft draft, Object slot, Encoding encoding) {
    limits.checkTopic(draft.topic());
    EncoderPool.Desk desk = parts.encoders.take();
    try {
      RecordEncoder encoder = desk.encoder();
      encoding.encode(encoder, draft);
      keep(draft, encoder);
      long timestampMs = limits.timestampMs(draft);
      limits.checkSize(draft.topic(), encoder.sizeInBytes());
      sizes.observe(encoder.sizeInBytes());
      place(draft, timestampMs, desk, slot);
    } finally {
      parts.encoders.give(desk);
    }
  }

  private static void keep(RecordDraft draft, RecordEncoder encoder) {
    RecordKeeper keeper = draft.keeper();
    if (keeper != null) {
      keeper.serialized(
          draft.topic(), encoder.copyOfKey(), encoder.copyOfValue(), encoder.headers());
    }
  }

  private void place(RecordDraft draft, long timestampMs, EncoderPool.Desk desk, Object slot) {
    Route route = parts.routes.route(draft.topic());
    if (route.topic().partitionCount() == 0 && park(route, draft, timestampMs, desk, slot)) {
      return;
    }
    PartitionQuery query = desk.query().reset(draft.partition(), desk.encoder().sizeInBytes());
    query.payload(draft.key(), draft.value());
    if (desk.encoder().hasKey()) {
      RecordEncoder encoder = desk.encoder();
      query.keyBytes(encoder.keyArray(), encoder.keyOffset(), encoder.keyLength());
    }
    if (watchesCluster) {
      query.serialized(desk.encoder().copyOfKey(), desk.encoder().copyOfValue());
    }
    int partition = choose(route, query);
    tell(draft.keeper(), partition);
    if (!route.topic().lane(partition).append(timestampMs, desk.encoder(), slot)) {
      throw closed();
    }
  }

  private static void tell(@Nullable RecordKeeper keeper, int partition) {
    if (keeper != null) {
      keeper.placed(partition);
    }
  }

  private int choose(Route route, PartitionQuery query) {
    PartitionLayout layout = route.layout();
    if (layout == null) {
      throw new IllegalStateException("topic '" + route.topic().name() + "' has no layout");
    }
    return parts.chooser.choose(route.choices(), query, layout);
  }

  /** What a record meets that comes too late. */
  ProducerClosedException closed() {
    return limits.closed();
  }

  // ---- records whose topic is unknown yet

  /** False if the partitions became known meanwhile. */
  private boolean park(
      Route route, RecordDraft draft, long timestampMs, EncoderPool.Desk desk, Object slot) {
    RecordEncoder encoder = desk.encoder();
    ByteBuf body = parts.allocator.buffer(encoder.sizeInBytes());
    encoder.writeTo(body);
    ParkedChoice choice =
        new ParkedChoice(
            draft.partition(),
            encoder.copyOfKey(),
            watchesCluster ? encoder.copyOfValue() : null,
            draft.key(),
            draft.value(),
            draft.keeper());
    Parking answer =
        route
            .topic()
            .park(new ParkedRecord(body, timestampMs, choice, slot, parts.loop.nanoTime()));
    if (answer == Parking.PARKED) {
      parts.routes.want(route);
      return true;
    }
    body.release();
    if (answer == Parking.CLOSED) {
      throw closed();
    }
    return false;
  }

  /**
   * Finds the lane of a record that was parked, now that there are some; completion task only.
   *
   * @throws ProducerException if the record has failed
   */
  void unpark(Route route, ParkedRecord parked, Lane[] lanes) {
    ParkedChoice choice = (ParkedChoice) parked.routing();
    PartitionQuery query = new PartitionQuery().reset(choice.partition, parked.sizeInBytes());
    query.payload(choice.key, choice.value);
    if (choice.keyBytes != null) {
      query.keyBytes(choice.keyBytes, 0, choice.keyBytes.length);
    }
    if (watchesCluster) {
      query.serialized(choice.keyBytes, choice.valueBytes);
    }
    int partition = choose(route, query);
    tell(choice.keeper, partition);
    if (!lanes[partition].append(parked.timestampMs(), parked, parked.slot())) {
      throw closed();
    }
  }
}
