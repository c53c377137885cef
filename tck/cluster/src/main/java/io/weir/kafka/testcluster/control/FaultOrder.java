package io.weir.kafka.testcluster.control;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.testcluster.AfterApply;
import io.weir.kafka.testcluster.FaultBuilder;
import io.weir.kafka.testcluster.FaultHandle;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Declares a fault as a request describes it. One request's thread. */
final class FaultOrder {

  /** Which requests. */
  private static final List<String> SELECTORS =
      List.of(
          "api",
          "topic",
          "partition",
          "broker",
          "clientId",
          "listener",
          "version",
          "fromFollower",
          "fromFollowers",
          "fromAnyone");

  /** When. */
  private static final List<String> TRIGGERS = List.of("onCall", "times", "always", "probability");

  /** What happens; exactly one. */
  private static final List<String> ACTIONS =
      List.of(
          "reply",
          "disconnect",
          "dropRequest",
          "dropAnswer",
          "delayMs",
          "truncateAt",
          "throttleMs");

  private static final String AFTER_APPLY = "afterApply";

  static final List<String> PARAMETERS =
      Stream.of(SELECTORS, TRIGGERS, ACTIONS, List.of(AFTER_APPLY)).flatMap(List::stream).toList();

  private final TestCluster cluster;
  private final Parameters parameters;

  FaultOrder(TestCluster cluster, Parameters parameters) {
    this.cluster = cluster;
    this.parameters = parameters;
  }

  FaultHandle place() {
    List<String> actions =
        ACTIONS.stream().filter(name -> parameters.has(name) && isWanted(name)).toList();
    if (actions.size() != 1) {
      throw new BadRequest("A fault does exactly one of %s, not %s".formatted(ACTIONS, actions));
    }
    Api<?, ?>[] apis = parameters.list("api").stream().map(Choices::api).toArray(Api<?, ?>[]::new);
    FaultBuilder<Record, Record> fault = cluster.faultOnAny(apis);
    select(fault);
    sentBy(fault);
    trigger(fault);
    return parameters.flag(AFTER_APPLY)
        ? actAfterApply(actions.get(0), fault.afterApply())
        : act(actions.get(0), fault);
  }

  /** Those without a value may say {@code =false}. */
  private boolean isWanted(String action) {
    boolean isFlag = action.startsWith("drop") || action.equals("disconnect");
    return !isFlag || parameters.flag(action);
  }

  private void select(FaultBuilder<Record, Record> fault) {
    if (parameters.has("topic")) {
      fault.topic(parameters.list("topic").toArray(String[]::new));
    }
    if (parameters.has("partition")) {
      fault.partition(
          parameters.integers("partition").stream().mapToInt(Integer::intValue).toArray());
    }
    parameters.integer("broker").ifPresent(fault::broker);
    parameters.text("clientId").ifPresent(fault::clientId);
    parameters.text("listener").ifPresent(fault::listener);
    parameters.integer("version").ifPresent(fault::version);
  }

  private void sentBy(FaultBuilder<Record, Record> fault) {
    parameters.integer("fromFollower").ifPresent(fault::fromFollower);
    if (parameters.flag("fromFollowers")) {
      fault.fromFollowers();
    }
    if (parameters.flag("fromAnyone")) {
      fault.fromAnyone();
    }
  }

  /** The chance first: it would undo the number of times. */
  private void trigger(FaultBuilder<Record, Record> fault) {
    if (parameters.flag("always") && parameters.has("times")) {
      throw new BadRequest("A fault acts either always or so many times");
    }
    if (parameters.has("probability")) {
      fault.withProbability(parameters.requiredFraction("probability"));
    }
    parameters.integer("onCall").ifPresent(fault::onCall);
    parameters.integer("times").ifPresent(fault::times);
    if (parameters.flag("always")) {
      fault.always();
    }
  }

  private FaultHandle act(String action, FaultBuilder<Record, Record> fault) {
    return switch (action) {
      case "reply" -> fault.reply(Choices.error("reply", parameters.requiredText("reply")));
      case "disconnect" -> fault.disconnect();
      case "dropRequest" -> fault.dropRequest();
      case "dropAnswer" -> fault.afterApply().dropAnswer();
      case "delayMs" -> fault.delay(millis(action));
      case "truncateAt" -> fault.truncateAt(parameters.requiredInteger(action));
      case "throttleMs" -> fault.throttle(millis(action));
      default -> throw new IllegalStateException("No such action: " + action);
    };
  }

  private FaultHandle actAfterApply(String action, AfterApply<Record> answer) {
    return switch (action) {
      case "reply" -> answer.reply(Choices.error("reply", parameters.requiredText("reply")));
      case "disconnect" -> answer.disconnect();
      case "dropAnswer" -> answer.dropAnswer();
      case "delayMs" -> answer.delay(millis(action));
      default ->
          throw new BadRequest(
              "'afterApply' goes with reply, disconnect, dropAnswer and delayMs, not with "
                  + action);
    };
  }

  private Duration millis(String name) {
    return Duration.ofMillis(parameters.requiredNumber(name));
  }
}
