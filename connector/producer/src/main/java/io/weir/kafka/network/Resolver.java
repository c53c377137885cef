package io.weir.kafka.network;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves host names, never on an event loop's thread. */
@FunctionalInterface
public interface Resolver {

  /** Starts to resolve; the answer comes to the listener on the loop, exactly once. */
  void resolve(Loop loop, String host, Listener listener);

  /** Takes the answer. */
  @FunctionalInterface
  interface Listener {

    /**
     * @param addresses all addresses of the name in the resolver's order; empty on failure
     * @param failure null on success
     */
    void resolved(List<InetAddress> addresses, @Nullable Throwable failure);
  }
}
