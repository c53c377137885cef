package io.weir.kafka.observe;

/**
 * What one health check has found of one channel.
 *
 * @param problem a sentence without full stop; empty if the channel is up
 */
public record Finding(String channel, String problem) {

  /** Whether the check lets the channel pass. */
  public boolean isUp() {
    return problem.isEmpty();
  }
}
