package io.weir.kafka.network;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states of a {@link BrokerConnection}, each with what exists only then.
 *
 * <pre>
 *            open()            resolved               opened               agreed
 *     IDLE ---------> RESOLVING ------> CONNECTING ----------> HANDSHAKING -------> READY
 *      ^                  |              ^   | |  ^ next address    | |               | |
 *      |                  |              +---+ |  +-----------------+ |               | |
 *      |                  | no address         | no address left      | ditto         | | broken
 *      |                  v                    v                      v               v |
 *      +----------- BACKING_OFF &lt;--------------------------------------------------------+
 *      |   over         | over, and open() was called meanwhile                       |
 *      |                +--> RESOLVING                                                |
 *      +------------------------------------------------------------------------------+
 *                                        idle for connections.max.idle.ms, or rest()
 *
 *     Any state becomes CLOSED by close(), and CLOSED none.
 * </pre>
 *
 * Immutable.
 */
sealed interface ConnectionState {

  /** The state's name. */
  Phase phase();

  /** The stream, where there is one. */
  default @Nullable Session session() {
    return null;
  }

  /** The addresses that are left to try. */
  default List<InetAddress> otherAddresses() {
    return List.of();
  }

  /** The names, and which may follow which. */
  enum Phase {
    IDLE,
    RESOLVING,
    CONNECTING,
    HANDSHAKING,
    READY,
    BACKING_OFF,
    CLOSED;

    /** Whether the table above has this step. */
    boolean leadsTo(Phase next) {
      return switch (this) {
        case IDLE -> next == RESOLVING || next == CLOSED;
        case RESOLVING -> next == CONNECTING || next == BACKING_OFF || next == CLOSED;
        case CONNECTING ->
            next == CONNECTING || next == HANDSHAKING || next == BACKING_OFF || next == CLOSED;
        case HANDSHAKING ->
            next == READY || next == CONNECTING || next == BACKING_OFF || next == CLOSED;
        case READY -> next == IDLE || next == BACKING_OFF || next == CLOSED;
        case BACKING_OFF -> next == IDLE || next == RESOLVING || next == CLOSED;
        case CLOSED -> false;
      };
    }
  }

  /** Nothing is open and nobody has asked for it. */
  record Idle() implements ConnectionState {

    @Override
    public Phase phase() {
      return Phase.IDLE;
    }
  }

  /** The host's name is being looked up. */
  record Resolving() implements ConnectionState {

    @Override
    public Phase phase() {
      return Phase.RESOLVING;
    }
  }

  /** A stream to one of the host's addresses is being opened. */
  record Connecting(Session session, List<InetAddress> otherAddresses) implements ConnectionState {

    @Override
    public Phase phase() {
      return Phase.CONNECTING;
    }
  }

  /** The stream is open, and the broker is asked for its versions. */
  record Handshaking(Session session, List<InetAddress> otherAddresses) implements ConnectionState {

    @Override
    public Phase phase() {
      return Phase.HANDSHAKING;
    }
  }

  /** Requests may be sent. */
  record Ready(Session session, BrokerVersions versions) implements ConnectionState {

    @Override
    public Phase phase() {
      return Phase.READY;
    }
  }

  /** The last attempt has failed, or the stream has broken. */
  record BackingOff() implements ConnectionState {

    @Override
    public Phase phase() {
      return Phase.BACKING_OFF;
    }
  }

  /** Closed for good. */
  record Closed() implements ConnectionState {

    @Override
    public Phase phase() {
      return Phase.CLOSED;
    }
  }
}
