package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.metadata.WatchKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Work that a broker has forwarded to the controller on behalf of a client (KIP-590), and its
 * result once that is back; each is a key of its own to watch.
 *
 * <p>Owned by the core's thread.
 *
 * @param <T> the result
 */
public final class Forwarded<T> implements WatchKey {

  /** Owned by the core's thread. */
  private @Nullable T result;

  Forwarded() {}

  void complete(T value) {
    result = value;
  }

  /** Empty as long as the controller has not answered. */
  public Optional<T> result() {
    return Optional.ofNullable(result);
  }

  /**
   * What the controller is to do. It runs there, so it sees the controller's image, not the
   * broker's.
   *
   * @param <T> the result
   */
  @FunctionalInterface
  public interface Work<T> {
    T run(Controller controller);
  }
}
