package io.weir.kafka.connector;

import io.weir.kafka.config.ChannelAttributes.Acknowledgement;
import io.weir.kafka.mapping.MessageMapper;
import io.weir.kafka.producer.Admission;
import io.weir.kafka.producer.Pipeline;
import io.weir.kafka.producer.RecordDraft;
import java.util.function.Predicate;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Makes a record of a message and offers it to the pipeline, the message itself as its slot.
 *
 * <p>One thread at a time, as {@link OrderedOffers} sees to: the draft is used again and again.
 * Gives no message its signal; tells the channel what happened instead.
 */
final class MessageOffer implements Predicate<Message<?>> {

  private final MessageMapper mapper;
  private final Acknowledgement acknowledgement;
  private final Pipeline pipeline;
  private final Channel channel;
  private final RecordDraft draft = new RecordDraft();

  /** Told on the offering thread; goes on elsewhere. */
  interface Channel {

    /** No record can be made of the message. */
    void refused(Message<?> message, Throwable reason);

    /** The record was accepted, which is enough for its message. */
    void accepted(EarlyAck slot);
  }

  MessageOffer(
      Acknowledgement acknowledgement, MessageMapper mapper, Pipeline pipeline, Channel channel) {
    this.mapper = mapper;
    this.acknowledgement = acknowledgement;
    this.pipeline = pipeline;
    this.channel = channel;
  }

  /** Whether the message is on its way to an outcome; false: there is no room for its record. */
  @Override
  public boolean test(Message<?> message) {
    try {
      mapper.fill(draft, TracedMessage.original(message));
      if (message instanceof TracedMessage traced) {
        traced.tell(trace -> trace.offered(draft));
      }
      return acknowledgement == Acknowledgement.WHEN_DELIVERED
          ? pipeline.offer(draft, message) == Admission.ACCEPTED
          : offerAndAck(message);
    } catch (Throwable unsendable) {
      channel.refused(message, unsendable);
      return true;
    }
  }

  private boolean offerAndAck(Message<?> message) {
    EarlyAck slot = new EarlyAck(message);
    boolean accepted = pipeline.offer(draft, slot) == Admission.ACCEPTED;
    if (accepted) {
      channel.accepted(slot);
    }
    return accepted;
  }
}
