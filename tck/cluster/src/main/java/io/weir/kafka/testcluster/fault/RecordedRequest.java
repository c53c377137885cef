package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.ErrorCode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request as the journal has it at the moment of the look-up. Immutable.
 *
 * @param number counted from 1 over all requests that the journal has seen
 * @param timeMs of its arrival, milliseconds since 1970 by the cluster's clock
 * @param fault the fault that has caught it; null if none has
 */
public record RecordedRequest(
    long number,
    long timeMs,
    Origin origin,
    Asked asked,
    RequestDetail detail,
    RequestOutcome outcome,
    @Nullable String fault) {

  private static final long DAY_MS = 86_400_000;

  /**
   * What was asked.
   *
   * @param clientId empty if the client has none
   * @param bytes of the frame, without its length
   */
  public record Asked(Api<?, ?> api, int version, String clientId, int bytes) {}

  public Api<?, ?> api() {
    return asked.api();
  }

  public int version() {
    return asked.version();
  }

  public String clientId() {
    return asked.clientId();
  }

  public int broker() {
    return origin.broker();
  }

  /** Whether the request names the topic. */
  public boolean names(String topic) {
    return detail.parts().stream().anyMatch(part -> part.topic().equals(topic));
  }

  /** The errors of its answer; empty if there are none, or no answer. */
  public Set<ErrorCode> errors() {
    return outcome instanceof RequestOutcome.Answered answered ? answered.errors() : Set.of();
  }

  /** One line, such as {@code 12:00:01.250 #7 Produce v12 client-1 -> broker 2: acks=-1, ...}. */
  @Override
  public String toString() {
    String from = origin.isClient() ? quoted(asked.clientId()) : "broker " + origin.follower();
    String about = detail.toString();
    return "%s #%d %s v%d %s -> broker %d%s%s: %s%s"
        .formatted(
            timeOfDay(),
            number,
            api().name(),
            version(),
            from,
            broker(),
            about.isEmpty() ? "" : ", ",
            about,
            outcome,
            fault == null ? "" : " [fault " + fault + "]");
  }

  private static String quoted(String clientId) {
    return clientId.isEmpty() ? "a client" : clientId;
  }

  /** UTC. */
  private String timeOfDay() {
    long ms = Math.floorMod(timeMs, DAY_MS);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        ms / 3_600_000,
        ms / 60_000 % 60,
        ms / 1000 % 60,
        ms % 1000);
  }
}
