package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.testcluster.message.PartFilter;
import io.weir.kafka.testcluster.message.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a fault does, to which requests, and when. Immutable.
 *
 * @param apis empty for all
 * @param selectors all of them must fit
 * @param parts a request fits if it names one of them; the error of a reply is said of them alone
 */
public record FaultSpec(
    List<Api<?, ?>> apis,
    List<Selector> selectors,
    PartFilter parts,
    Trigger trigger,
    FaultAction action) {

  public FaultSpec {
    apis = List.copyOf(apis);
    selectors = List.copyOf(selectors);
  }

  boolean fits(RequestCall<?, ?> call, TopicNames names) {
    return (apis.isEmpty() || apis.contains(call.api()))
        && selectors.stream().allMatch(selector -> selector.fits(call))
        && (parts.isEverything() || parts.choosesAnyOf(call.parts(), names));
  }

  /** Such as {@code Produce, topic orders, partition 0, on call 3: reply NOT_ENOUGH_REPLICAS}. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    texts.add(
        apis.isEmpty()
            ? "any request"
            : apis.stream().map(Api::name).collect(Collectors.joining("|")));
    if (!parts.isEverything()) {
      texts.add(parts.toString());
    }
    selectors.forEach(selector -> texts.add(selector.text()));
    texts.add(trigger.toString());
    return String.join(", ", texts) + ": " + action;
  }
}
