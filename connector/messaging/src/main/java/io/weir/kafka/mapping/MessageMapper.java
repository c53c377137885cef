package io.weir.kafka.mapping;

import io.weir.kafka.api.IncomingRecordMetadata;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.Record;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.MappingSettings;
import io.weir.kafka.config.MappingSettings.Target;
import io.weir.kafka.mapping.CloudEvents.Sources;
import io.weir.kafka.producer.RecordDraft;
import io.weir.kafka.serialize.JsonText;
import io.weir.kafka.spi.Bridge;
import io.weir.kafka.time.WallClock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a message what its record is: from its {@link OutgoingRecordMetadata} before its
 * payload ({@link Record} or {@link OutgoingRecord}) before what the record that it came from hands
 * on ({@link IncomingRecordMetadata}) before the channel's configuration. Only a reply goes where
 * that record says, whatever else is said.
 *
 * <p>A {@link Record} decides its key even where it has none. A whole record of another client, as
 * the bridge knows it, leaves nothing else to say. One thread at a time; allocates nothing, unless
 * headers are taken over or the message is a CloudEvent.
 */
public final class MessageMapper {

  private final Target target;
  private final Origins origins;
  private final CloudEvents events;
  private final Bridge bridge;
  private final MessageFacts facts;

  MessageMapper(MappingSettings settings, Sources sources, Bridge bridge) {
    this.bridge = bridge;
    this.facts = new MessageFacts(bridge);
    this.target = settings.target();
    this.origins = new Origins(settings.propagation());
    this.events = new CloudEvents(settings.cloudEvents(), sources);
  }

  /**
   * The mapper of one channel.
   *
   * @param beans where the JSON of CloudEvents looks for its library's settings
   * @param bridge knows payloads and metadata of another client
   */
  public static MessageMapper of(ChannelSettings settings, BeanLookup beans, Bridge bridge) {
    int maxBytes = settings.producer().batch().memory().maxRequestBytes();
    return new MessageMapper(
        settings.attributes().mapping(),
        new Sources(
            new JsonText(beans, maxBytes), () -> UUID.randomUUID().toString(), WallClock.SYSTEM),
        bridge);
  }

  /**
   * Fills the draft.
   *
   * @throws InvalidRecordException if the message says what no record can have
   * @throws io.weir.kafka.api.SerializationException if it is an event whose data is no JSON
   */
  public void fill(RecordDraft draft, Message<?> message) {
    Object given = message.getPayload();
    Object payload = bridge.payload(given);
    if (payload != given && payload instanceof OutgoingRecord whole) {
      fillFromRecord(draft.reset(whole.topic()), whole);
      return;
    }
    facts.read(message);
    draft.reset(target.topic()).partition(target.partition()).key(target.key());
    IncomingRecordMetadata origin = facts.origin();
    if (origin != null) {
      origins.propagateKey(origin, draft);
    }
    if (events.isEvent(facts.event())) {
      fillEvent(draft, payload, events.said(facts.event()));
    } else {
      fillPlain(draft, payload);
    }
  }

  private void fillEvent(RecordDraft draft, @Nullable Object payload, Map<String, Object> said) {
    Object key = said.get(CloudEvents.KEY_EXTENSION);
    if (key != null) {
      draft.key(key);
    }
    fillPlain(draft, payload);
    events.write(draft, said);
  }

  private void fillPlain(RecordDraft draft, @Nullable Object payload) {
    if (payload instanceof Record<?, ?> pair) {
      draft.key(pair.key()).value(pair.value());
    } else if (payload instanceof OutgoingRecord record) {
      fillFromRecord(draft, record);
    } else {
      draft.value(payload);
    }
    OutgoingRecordMetadata<?> metadata = facts.outgoing();
    if (metadata != null) {
      fillFromMetadata(draft, metadata);
    }
    IncomingRecordMetadata origin = facts.origin();
    if (origin != null) {
      origins.propagateHeaders(origin, draft);
      Origins.reply(origin, draft);
    }
  }

  private static void fillFromRecord(RecordDraft draft, OutgoingRecord record) {
    draft.topic(record.topic()).key(record.key()).value(record.value()).headers(record.headers());
    fillPartition(draft, record.partition());
    fillTimestamp(draft, record.timestamp());
  }

  private static void fillFromMetadata(RecordDraft draft, OutgoingRecordMetadata<?> metadata) {
    if (metadata.topic() != null) {
      draft.topic(metadata.topic());
    }
    if (metadata.key() != null) {
      draft.key(metadata.key());
    }
    if (!metadata.headers().isEmpty()) {
      draft.headers(metadata.headers());
    }
    fillPartition(draft, metadata.partition());
    fillTimestamp(draft, metadata.timestamp());
  }

  /** As in the configuration -1 means any partition: then the next in order decides. */
  private static void fillPartition(RecordDraft draft, @Nullable Integer partition) {
    if (partition != null && partition != RecordDraft.ANY_PARTITION) {
      draft.partition(partition);
    }
  }

  private static void fillTimestamp(RecordDraft draft, @Nullable Instant timestamp) {
    if (timestamp == null) {
      return;
    }
    try {
      draft.timestampMs(timestamp.toEpochMilli());
    } catch (ArithmeticException tooFar) {
      throw new InvalidRecordException(
          "Timestamp " + timestamp + " does not fit into Kafka's milliseconds since 1970", tooFar);
    }
  }
}
