package io.weir.kafka.testcluster;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.fault.FaultAction;
import io.weir.kafka.testcluster.fault.FaultAction.Answer;
import io.weir.kafka.testcluster.fault.FaultAction.Delay;
import io.weir.kafka.testcluster.fault.FaultAction.Disconnect;
import io.weir.kafka.testcluster.fault.FaultAction.Moment;
import io.weir.kafka.testcluster.fault.FaultAction.Reply;
import io.weir.kafka.testcluster.fault.FaultAction.Silence;
import io.weir.kafka.testcluster.fault.FaultAction.Throttle;
import io.weir.kafka.testcluster.fault.FaultAction.Truncate;
import io.weir.kafka.testcluster.fault.FaultSpec;
import io.weir.kafka.testcluster.fault.RequestCall;
import io.weir.kafka.testcluster.fault.Selector;
import io.weir.kafka.testcluster.fault.Trigger;
import io.weir.kafka.testcluster.message.PartFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Declares a fault: first which requests, then when, at last what happens to them, which puts the
 * fault to work.
 *
 * <pre>{@code
 * cluster.fault(PRODUCE).topic("orders").partition(0).onCall(3).reply(NOT_ENOUGH_REPLICAS);
 * cluster.fault(PRODUCE).afterApply().dropAnswer();
 * }</pre>
 *
 * <p>All conditions must fit. Unless told otherwise, a fault catches requests of clients, not of
 * followers, and acts once, on the first that fits. Of several faults the one declared first acts;
 * the others keep their turn for the next request. Not thread-safe; for one fault only.
 *
 * @param <Q> the request
 * @param <R> its response
 */
public final class FaultBuilder<Q extends Record, R extends Record> {

  private final Function<FaultSpec, FaultHandle> add;
  private final List<Api<?, ?>> apis;
  private final List<Selector> selectors = new ArrayList<>();
  private Selector sender = new Selector("from clients", call -> call.origin().isClient());
  private PartFilter parts = PartFilter.EVERYTHING;
  private Trigger trigger = Trigger.ONCE;

  /**
   * @param apis all that it catches; empty for any
   */
  FaultBuilder(List<Api<?, ?>> apis, Function<FaultSpec, FaultHandle> add) {
    this.apis = apis;
    this.add = add;
  }

  /**
   * Requests that name one of these topics. An error is said of them alone, and the rest of the
   * request is served.
   */
  public FaultBuilder<Q, R> topic(String... names) {
    parts = parts.withTopics(Set.of(names));
    return this;
  }

  /** As {@link #topic}, and of those topics only these partitions. */
  public FaultBuilder<Q, R> partition(int... indexes) {
    parts = parts.withPartitions(IntStream.of(indexes).boxed().collect(Collectors.toSet()));
    return this;
  }

  /** Requests to this broker. */
  public FaultBuilder<Q, R> broker(int id) {
    return and("broker " + id, call -> call.origin().broker() == id);
  }

  /** Requests of clients with this {@code client.id}. */
  public FaultBuilder<Q, R> clientId(String id) {
    return and("client " + id, call -> call.clientId().equals(id));
  }

  /** Requests through the listener of this name. */
  public FaultBuilder<Q, R> listener(String name) {
    return and("listener " + name, call -> call.origin().listener().equals(name));
  }

  /** Requests of this version. */
  public FaultBuilder<Q, R> version(int version) {
    return and("version " + version, call -> call.version() == version);
  }

  /** Requests of this broker, which follows the one that it asks. */
  public FaultBuilder<Q, R> fromFollower(int broker) {
    sender = new Selector("from follower " + broker, call -> call.origin().follower() == broker);
    return this;
  }

  /** Requests of any follower. */
  public FaultBuilder<Q, R> fromFollowers() {
    sender = new Selector("from followers", call -> !call.origin().isClient());
    return this;
  }

  /** Requests of clients and followers. */
  public FaultBuilder<Q, R> fromAnyone() {
    sender = new Selector("from anyone", call -> true);
    return this;
  }

  /**
   * Requests of which this is true.
   *
   * @param condition called on the cluster's thread, which it must not keep waiting; records in the
   *     request are <em>borrowed</em> for the time of the call
   */
  @SuppressWarnings("unchecked") // Of the API that was asked for, if it was one.
  public FaultBuilder<Q, R> when(Predicate<? super Q> condition) {
    return and("a condition", call -> condition.test((Q) call.request()));
  }

  private FaultBuilder<Q, R> and(String text, Predicate<RequestCall<?, ?>> condition) {
    selectors.add(new Selector(text, condition));
    return this;
  }

  /** The first request that fits: the default. */
  public FaultBuilder<Q, R> once() {
    return times(1);
  }

  /** The n-th request that fits, counted from 1; with {@link #times} that one and the next ones. */
  public FaultBuilder<Q, R> onCall(int n) {
    trigger = trigger.from(n);
    return this;
  }

  /** So many requests that fit. */
  public FaultBuilder<Q, R> times(int count) {
    trigger = trigger.times(count);
    return this;
  }

  /** Every request that fits. */
  public FaultBuilder<Q, R> always() {
    trigger = trigger.times(Trigger.UNLIMITED);
    return this;
  }

  /**
   * Each request that fits, by chance; {@link TestClusterBuilder#seed} makes the chance the same in
   * each run.
   *
   * @param probability above 0 and up to 1
   */
  public FaultBuilder<Q, R> withProbability(double probability) {
    trigger = trigger.times(Trigger.UNLIMITED).withProbability(probability);
    return this;
  }

  /**
   * The error is the answer, in the form of the API's response; the request has no effect. With
   * {@link #topic} or {@link #partition}, it is said of those and the rest of the request is
   * served. A produce request with acks=0 loses its connection instead, as with a real broker.
   */
  public FaultHandle reply(ErrorCode error) {
    return act(new Reply(Moment.BEFORE_HANDLING, error));
  }

  /** The connection is closed; the request has no effect. */
  public FaultHandle disconnect() {
    return act(new Disconnect(Moment.BEFORE_HANDLING));
  }

  /**
   * There is never an answer and the request has no effect. The connection stays open, and what
   * comes behind on it is not handled either: the client has to give up.
   */
  public FaultHandle dropRequest() {
    return act(new Silence(Moment.BEFORE_HANDLING));
  }

  /** The request is handled later; what comes behind on its connection waits. */
  public FaultHandle delay(Duration time) {
    return act(new Delay(Moment.BEFORE_HANDLING, time.toMillis()));
  }

  /**
   * The request is handled, but only the beginning of its answer is sent, and the connection
   * closed.
   *
   * @param bytes how many, counted with the four of the length
   */
  public FaultHandle truncateAt(int bytes) {
    return act(new Truncate(bytes));
  }

  /**
   * The request is handled; its answer tells the client that it is throttled, and nothing is read
   * from the connection for that long, as with a quota (KIP-219).
   */
  public FaultHandle throttle(Duration time) {
    return act(new Throttle(Math.toIntExact(time.toMillis())));
  }

  /**
   * The function makes the answer; the request has no effect.
   *
   * @param function called on the cluster's thread, which it must not keep waiting
   */
  @SuppressWarnings("unchecked") // Of the API that was asked for, if it was one.
  public FaultHandle answer(Function<? super Q, ? extends R> function) {
    return act(new Answer(request -> function.apply((Q) request)));
  }

  /** The request is handled, its effects stay; then something happens to the answer. */
  public AfterApply<R> afterApply() {
    return new AfterApply<>(this::act);
  }

  private FaultHandle act(FaultAction action) {
    List<Selector> all = Stream.concat(Stream.of(sender), selectors.stream()).toList();
    return add.apply(new FaultSpec(apis, all, parts, trigger, action));
  }
}
