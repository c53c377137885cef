package io.weir.kafka.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.identity.IdentityState.Asking;
import io.weir.kafka.identity.IdentityState.Known;
import io.weir.kafka.identity.IdentityState.Refused;
import io.weir.kafka.identity.IdentityState.Unknown;
import io.weir.kafka.protocol.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every state meets every event: the table is all that is legal. */
class IdentityStateTest {

  private static final ProducerIdAndEpoch NAME = new ProducerIdAndEpoch(7, (short) 0);
  private static final Refusal REFUSAL =
      new Refusal(ErrorCode.CLUSTER_AUTHORIZATION_FAILED, "broker 1 said no");
  private static final String ILLEGAL = "illegal";

  private static final Map<String, IdentityState> STATES = new LinkedHashMap<>();
  private static final Map<String, UnaryOperator<IdentityState>> EVENTS = new LinkedHashMap<>();
  private static final Map<String, IdentityState> LEGAL = new TreeMap<>();

  static {
    STATES.put("unknown", new Unknown());
    STATES.put("asking", new Asking(2, "nobody"));
    STATES.put("known", new Known(NAME));
    STATES.put("refused", new Refused(REFUSAL, 3));

    EVENTS.put("wanted", IdentityState::wanted);
    EVENTS.put("granted", state -> state.granted(NAME));
    EVENTS.put("missed", state -> state.missed("lost"));
    EVENTS.put("refused", state -> state.refused(REFUSAL));
    EVENTS.put("spent", state -> state.spent(7));
    EVENTS.put("another spent", state -> state.spent(6));
    EVENTS.put("disowned", state -> state.disowned(REFUSAL));

    STATES.forEach(
        (name, state) -> {
          legal(name, "wanted", state);
          legal(name, "spent", state);
          legal(name, "another spent", state);
          legal(name, "disowned", state);
        });
    legal("unknown", "wanted", new Asking(0, "no broker was asked for a producer id yet"));
    legal("asking", "granted", new Known(NAME));
    legal("asking", "missed", new Asking(3, "lost"));
    legal("asking", "refused", new Refused(REFUSAL, 3));
    legal("known", "spent", new Unknown());
    legal("known", "disowned", new Refused(REFUSAL, 1));
    legal("refused", "wanted", new Asking(3, "broker 1 said no"));
  }

  private static void legal(String state, String event, IdentityState next) {
    LEGAL.put(state + " + " + event, next);
  }

  @Test
  void everyStateAnswersEveryEventAsTheTableSays() {
    Map<String, Object> walked = new TreeMap<>();
    Map<String, Object> expected = new TreeMap<>();
    STATES.forEach(
        (stateName, state) ->
            EVENTS.forEach(
                (eventName, event) -> {
                  String key = stateName + " + " + eventName;
                  walked.put(key, next(state, event));
                  expected.put(key, LEGAL.containsKey(key) ? LEGAL.get(key) : ILLEGAL);
                }));

    assertThat(walked).isEqualTo(expected).hasSize(STATES.size() * EVENTS.size());
  }

  private static Object next(IdentityState state, UnaryOperator<IdentityState> event) {
    try {
      return event.apply(state);
    } catch (IllegalStateException illegal) {
      return ILLEGAL;
    }
  }
}
