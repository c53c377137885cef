package io.weir.kafka.connector;

import java.util.concurrent.Executor;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Finds where whoever sends a message wants to hear of it: in the Vert.x context of the caller, as
 * on Quarkus, where there is one.
 *
 * <p>Any thread. Without Vert.x on the class path there is never one, and nothing is looked at.
 */
interface CallerContexts {

  /** Where there are no contexts. */
  CallerContexts NONE =
      new CallerContexts() {
        @Override
        public @Nullable Executor current() {
          return null;
        }

        @Override
        public @Nullable Executor of(Message<?> message) {
          return null;
        }
      };

  /** Those of the runtime; one for all, so that the signals of all channels share hand-overs. */
  static CallerContexts find() {
    return Found.CONTEXTS;
  }

  /**
   * The context that the calling thread is in; null if it is in none.
   *
   * @return runs tasks there, in order, never inside the call; refuses none
   */
  @Nullable Executor current();

  /** The context that the message has brought along; null if there is none. */
  @Nullable Executor of(Message<?> message);

  /** Looked for once. */
  final class Found {

    private static final CallerContexts CONTEXTS = find();

    private Found() {}

    private static CallerContexts find() {
      try {
        return VertxContexts.open();
      } catch (LinkageError withoutVertx) {
        return NONE;
      }
    }
  }
}
