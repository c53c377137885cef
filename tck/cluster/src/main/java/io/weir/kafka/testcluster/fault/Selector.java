package io.weir.kafka.testcluster.fault;

import java.util.function.Predicate;

/**
 * One condition on requests.
 *
 * @param text such as {@code broker 2}
 * @param condition core's thread
 */
public record Selector(String text, Predicate<RequestCall<?, ?>> condition) {

  boolean fits(RequestCall<?, ?> call) {
    return condition.test(call);
  }
}
