package io.weir.kafka.network;

import static io.weir.kafka.network.ConnectionState.Phase.BACKING_OFF;
import static io.weir.kafka.network.ConnectionState.Phase.CLOSED;
import static io.weir.kafka.network.ConnectionState.Phase.CONNECTING;
import static io.weir.kafka.network.ConnectionState.Phase.HANDSHAKING;
import static io.weir.kafka.network.ConnectionState.Phase.IDLE;
import static io.weir.kafka.network.ConnectionState.Phase.READY;
import static io.weir.kafka.network.ConnectionState.Phase.RESOLVING;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.ConnectionState.Phase;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConnectionStateTest {

  /** The drawing in the class comment, as a table. */
  private static final Map<Phase, Set<Phase>> STEPS =
      Map.of(
          IDLE, EnumSet.of(RESOLVING, CLOSED),
          RESOLVING, EnumSet.of(CONNECTING, BACKING_OFF, CLOSED),
          CONNECTING, EnumSet.of(CONNECTING, HANDSHAKING, BACKING_OFF, CLOSED),
          HANDSHAKING, EnumSet.of(CONNECTING, READY, BACKING_OFF, CLOSED),
          READY, EnumSet.of(IDLE, BACKING_OFF, CLOSED),
          BACKING_OFF, EnumSet.of(IDLE, RESOLVING, CLOSED),
          CLOSED, EnumSet.noneOf(Phase.class));

  @ParameterizedTest
  @EnumSource
  void eachStateLeadsWhereTheDrawingSays(Phase from) {
    Set<Phase> next = EnumSet.noneOf(Phase.class);
    for (Phase each : Phase.values()) {
      if (from.leadsTo(each)) {
        next.add(each);
      }
    }
    assertThat(next).isEqualTo(STEPS.get(from));
  }
}
