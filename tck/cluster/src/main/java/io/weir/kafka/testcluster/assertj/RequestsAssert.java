package io.weir.kafka.testcluster.assertj;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.fault.RecordedRequest;
import io.weir.kafka.testcluster.fault.RequestOutcome.Answered;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/** Looks at requests and what became of them. */
public final class RequestsAssert extends AbstractAssert<RequestsAssert, List<RecordedRequest>> {

  RequestsAssert(List<RecordedRequest> requests) {
    super(requests, RequestsAssert.class);
  }

  /** Only those that the condition chooses are looked at from here on. */
  public RequestsAssert filteredOn(Predicate<RecordedRequest> condition) {
    return new RequestsAssert(actual.stream().filter(condition).toList()).as(descriptionText());
  }

  /** Only those that name the topic are looked at from here on. */
  public RequestsAssert naming(String topic) {
    return filteredOn(request -> request.names(topic));
  }

  /** Only those to that broker are looked at from here on. */
  public RequestsAssert toBroker(int broker) {
    return filteredOn(request -> request.broker() == broker);
  }

  public RequestsAssert hasSize(int count) {
    if (actual.size() != count) {
      failWithMessage("Expected %d, but found %d:%s", count, actual.size(), Lines.of(actual));
    }
    return this;
  }

  public RequestsAssert isEmpty() {
    return hasSize(0);
  }

  /** Each was answered, without an error; one that is being handled has not succeeded yet. */
  public RequestsAssert allSucceeded() {
    List<RecordedRequest> others = actual.stream().filter(each -> !succeeded(each)).toList();
    if (!others.isEmpty()) {
      failWithMessage(
          "Expected all %d to succeed, but %d did not:%s",
          actual.size(), others.size(), Lines.of(others));
    }
    return this;
  }

  private static boolean succeeded(RecordedRequest request) {
    return request.outcome() instanceof Answered answered && answered.errors().isEmpty();
  }

  /** The answer of at least one says the error. */
  public RequestsAssert anyFailedWith(ErrorCode error) {
    if (actual.stream().noneMatch(each -> each.errors().contains(error))) {
      failWithMessage("Expected any to fail with %s, but found:%s", error, Lines.of(actual));
    }
    return this;
  }

  /** No answer says any error. */
  public RequestsAssert noneFailed() {
    List<RecordedRequest> failed =
        actual.stream().filter(each -> !each.errors().isEmpty()).toList();
    if (!failed.isEmpty()) {
      failWithMessage("Expected none to fail, but %d did:%s", failed.size(), Lines.of(failed));
    }
    return this;
  }
}
