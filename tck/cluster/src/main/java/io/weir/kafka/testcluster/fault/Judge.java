package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.testcluster.fault.FaultAction.Answer;
import io.weir.kafka.testcluster.fault.FaultAction.Delay;
import io.weir.kafka.testcluster.fault.FaultAction.Disconnect;
import io.weir.kafka.testcluster.fault.FaultAction.Moment;
import io.weir.kafka.testcluster.fault.FaultAction.Reply;
import io.weir.kafka.testcluster.fault.FaultAction.Rewrite;
import io.weir.kafka.testcluster.fault.FaultAction.Silence;
import io.weir.kafka.testcluster.fault.FaultAction.Throttle;
import io.weir.kafka.testcluster.fault.FaultAction.Truncate;
import io.weir.kafka.testcluster.fault.Verdict.Delivery;
import io.weir.kafka.testcluster.fault.Verdict.Handling;
import io.weir.kafka.testcluster.message.ErrorAnswer;
import io.weir.kafka.testcluster.message.ErrorAnswer.Refusal;
import io.weir.kafka.testcluster.message.ThrottleStamp;
import io.weir.kafka.testcluster.message.TopicNames;

/** Turns the action of a fault into what becomes of one request. Core's thread. */
final class Judge<Q extends Record, R extends Record> {

  private final RequestCall<Q, R> call;
  private final FaultSpec spec;
  private final TopicNames names;

  Judge(RequestCall<Q, R> call, FaultSpec spec, TopicNames names) {
    this.call = call;
    this.spec = spec;
    this.names = names;
  }

  Verdict<Q, R> verdict() {
    FaultAction action = spec.action();
    if (action instanceof Reply reply) {
      return reply(reply);
    } else if (action instanceof Silence silence) {
      return either(silence.moment(), new Handling.Never<>(), new Delivery.Never());
    } else if (action instanceof Disconnect disconnect) {
      return either(disconnect.moment(), new Handling.Hangup<>(), new Delivery.Hangup());
    } else if (action instanceof Delay delay) {
      return either(
          delay.moment(), new Handling.Later<>(delay.ms()), new Delivery.Later(delay.ms()));
    } else if (action instanceof Truncate truncate) {
      return served().delivered(new Delivery.Part(truncate.bytes()));
    } else if (action instanceof Throttle throttle) {
      return served()
          .rewritten(served -> ThrottleStamp.stamp(call.api(), served, throttle.ms()))
          .delivered(new Delivery.Muting(throttle.ms()));
    } else if (action instanceof Answer answer) {
      return Verdict.handled(new Handling.Answer<>(cast(answer.function().answer(call.request()))));
    } else if (action instanceof Rewrite rewrite) {
      return served().rewritten(served -> cast(rewrite.function().apply(served)));
    }
    throw new IllegalStateException("No such action: " + action);
  }

  private Verdict<Q, R> served() {
    return Verdict.serve(call.request());
  }

  private Verdict<Q, R> either(Moment moment, Handling<Q, R> handling, Delivery delivery) {
    return moment == Moment.BEFORE_HANDLING
        ? Verdict.handled(handling)
        : served().delivered(delivery);
  }

  private Verdict<Q, R> reply(Reply reply) {
    if (isWithoutAnswer()) {
      return either(reply.moment(), new Handling.Hangup<>(), new Delivery.Hangup());
    }
    ErrorAnswer answer = errorAnswer(reply.error());
    if (reply.moment() == Moment.AFTER_APPLYING) {
      return served().rewritten(served -> answer.stamp(call.api(), call.version(), served));
    }
    Refusal<Q, R> refusal = answer.refuse(call.api(), call.version(), call.request());
    if (refusal instanceof Refusal.Partial<Q, R> partial) {
      return Verdict.<Q, R>serve(partial.rest()).rewritten(partial.completion());
    }
    Refusal.Whole<Q, R> whole = (Refusal.Whole<Q, R>) refusal;
    return Verdict.handled(new Handling.Answer<>(whole.response()));
  }

  private ErrorAnswer errorAnswer(ErrorCode error) {
    return new ErrorAnswer(error, "An injected fault.", spec.parts(), names);
  }

  private boolean isWithoutAnswer() {
    return call.request() instanceof ProduceRequest produce && produce.acks() == 0;
  }

  /** The function of a test made it. */
  @SuppressWarnings("unchecked") // The class is checked.
  private R cast(Record answer) {
    Class<?> expected = call.api().response().empty().getClass();
    if (!expected.isInstance(answer)) {
      throw new ClassCastException(
          "The answer to %s is no %s but %s"
              .formatted(call.api().name(), expected.getSimpleName(), answer));
    }
    return (R) answer;
  }
}
