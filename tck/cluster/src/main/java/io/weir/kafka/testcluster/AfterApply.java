package io.weir.kafka.testcluster;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.fault.FaultAction;
import io.weir.kafka.testcluster.fault.FaultAction.Delay;
import io.weir.kafka.testcluster.fault.FaultAction.Disconnect;
import io.weir.kafka.testcluster.fault.FaultAction.Moment;
import io.weir.kafka.testcluster.fault.FaultAction.Reply;
import io.weir.kafka.testcluster.fault.FaultAction.Rewrite;
import io.weir.kafka.testcluster.fault.FaultAction.Silence;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What happens to the answer of a request whose effects stay: the record is in the log, and the
 * client does not know it.
 *
 * @param <R> the response
 */
public final class AfterApply<R extends Record> {

  private final Function<FaultAction, FaultHandle> act;

  AfterApply(Function<FaultAction, FaultHandle> act) {
    this.act = act;
  }

  /** The answer says the error. */
  public FaultHandle reply(ErrorCode error) {
    return act.apply(new Reply(Moment.AFTER_APPLYING, error));
  }

  /**
   * The answer is never sent. The connection stays open, and what comes behind on it is not
   * handled: the client has to give up.
   */
  public FaultHandle dropAnswer() {
    return act.apply(new Silence(Moment.AFTER_APPLYING));
  }

  /** The connection is closed instead of an answer. */
  public FaultHandle disconnect() {
    return act.apply(new Disconnect(Moment.AFTER_APPLYING));
  }

  /** The answer is sent later; what comes behind on its connection waits. */
  public FaultHandle delay(Duration time) {
    return act.apply(new Delay(Moment.AFTER_APPLYING, time.toMillis()));
  }

  /**
   * The function changes the answer.
   *
   * @param function called on the cluster's thread, which it must not keep waiting
   */
  @SuppressWarnings("unchecked") // Of the API that was asked for, if it was one.
  public FaultHandle change(UnaryOperator<R> function) {
    return act.apply(new Rewrite(served -> function.apply((R) served)));
  }
}
