package io.weir.kafka.identity;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.identity.LaneState.Certainty;
import io.weir.kafka.identity.LaneState.Draining;
import io.weir.kafka.identity.LaneState.Follower;
import io.weir.kafka.identity.LaneState.Hole;
import io.weir.kafka.identity.LaneState.Nameless;
import io.weir.kafka.identity.LaneState.Probing;
import io.weir.kafka.identity.LaneState.Running;
import io.weir.kafka.identity.LaneState.Standing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every state meets every event: the table is all that is legal. */
class LaneStateTest {

  private static final ProducerIdAndEpoch NAME = new ProducerIdAndEpoch(7, (short) 3);
  private static final ProducerIdAndEpoch LAST = new ProducerIdAndEpoch(7, Short.MAX_VALUE);
  private static final ProducerIdAndEpoch OTHER = new ProducerIdAndEpoch(8, (short) 0);
  private static final Running RUNNING = new Running(NAME, 100, Standing.KNOWN);
  private static final Running NEW = new Running(NAME, 100, Standing.NEW);
  private static final String ILLEGAL = "illegal";

  /** States by name, with a hole at position 50 where there is one. */
  private static final Map<String, LaneState> STATES = new LinkedHashMap<>();

  private static final Map<String, UnaryOperator<LaneState>> EVENTS = new LinkedHashMap<>();

  /** State and event to the state that follows; what is not in it is illegal. */
  private static final Map<String, LaneState> LEGAL = new TreeMap<>();

  private static Hole hole(long position, Certainty certainty) {
    return new Hole(position, certainty);
  }

  static {
    STATES.put("nameless", new Nameless(7));
    STATES.put("running", RUNNING);
    STATES.put("new", NEW);
    for (Certainty each : Certainty.values()) {
      STATES.put("draining " + each, new Draining(RUNNING, hole(50, each)));
    }
    STATES.put(
        "draining at last",
        new Draining(new Running(LAST, 100, Standing.KNOWN), hole(50, Certainty.TOLD)));
    STATES.put("draining new", new Draining(NEW, hole(50, Certainty.UNKNOWN)));
    STATES.put("probing new", new Probing(NEW, hole(50, Certainty.UNKNOWN)));
    STATES.put("probing", new Probing(RUNNING, hole(50, Certainty.UNKNOWN)));

    EVENTS.put("granted", state -> state.granted(OTHER));
    EVENTS.put("numbered", state -> state.numbered(5));
    EVENTS.put("accepted before", state -> state.accepted(40));
    EVENTS.put("accepted there", state -> state.accepted(50));
    EVENTS.put("accepted behind", state -> state.accepted(60));
    EVENTS.put("lost UNKNOWN", state -> state.lost(hole(60, Certainty.UNKNOWN)));
    EVENTS.put("lost TOLD", state -> state.lost(hole(40, Certainty.TOLD)));
    EVENTS.put("lost FENCED", state -> state.lost(hole(60, Certainty.FENCED)));
    EVENTS.put("rested", LaneState::rested);
    for (Follower each : Follower.values()) {
      EVENTS.put("drained " + each, state -> state.drained(each));
    }
  }

  private static void legal(String state, String event, LaneState next) {
    LEGAL.put(state + " + " + event, next);
  }

  private static LaneState bumped() {
    return new Running(new ProducerIdAndEpoch(7, (short) 4), 0, Standing.NEW);
  }

  static {
    legal("nameless", "granted", new Running(OTHER, 0, Standing.NEW));

    legal("running", "numbered", new Running(NAME, 105, Standing.KNOWN));
    legal("running", "rested", NEW);
    legal("running", "accepted before", RUNNING);
    legal("running", "accepted there", RUNNING);
    legal("running", "accepted behind", RUNNING);
    legal("running", "lost UNKNOWN", new Draining(RUNNING, hole(60, Certainty.UNKNOWN)));
    legal("running", "lost TOLD", new Draining(RUNNING, hole(40, Certainty.TOLD)));
    legal("running", "lost FENCED", new Draining(RUNNING, hole(60, Certainty.FENCED)));

    for (Certainty each : Certainty.values()) {
      String state = "draining " + each;
      LaneState same = requireNonNull(STATES.get(state));
      boolean isFinal = each == Certainty.TOLD || each == Certainty.FENCED;
      legal(state, "accepted before", same);
      legal(state, "accepted there", isFinal ? same : RUNNING);
      legal(state, "accepted behind", isFinal ? same : RUNNING);
      legal(state, "lost UNKNOWN", new Draining(RUNNING, hole(60, each)));
      legal(
          state,
          "lost TOLD",
          new Draining(
              RUNNING, hole(50, each == Certainty.FENCED ? Certainty.FENCED : Certainty.TOLD)));
      legal(state, "lost FENCED", new Draining(RUNNING, hole(60, Certainty.FENCED)));
    }
    legal("draining UNKNOWN", "drained NONE", bumped());
    legal("draining UNKNOWN", "drained REFUSED", new Probing(RUNNING, hole(50, Certainty.UNKNOWN)));
    legal(
        "draining UNKNOWN", "drained DOUBTFUL", new Probing(RUNNING, hole(50, Certainty.UNKNOWN)));
    legal("draining REFUSED", "drained NONE", bumped());
    legal("draining REFUSED", "drained REFUSED", bumped());
    legal(
        "draining REFUSED", "drained DOUBTFUL", new Probing(RUNNING, hole(50, Certainty.REFUSED)));
    for (Follower each : Follower.values()) {
      legal("draining TOLD", "drained " + each, bumped());
      legal("draining FENCED", "drained " + each, new Nameless(7));
      legal("draining at last", "drained " + each, new Nameless(7));
    }
    LaneState atLast = requireNonNull(STATES.get("draining at last"));
    legal("draining at last", "accepted before", atLast);
    legal("draining at last", "accepted there", atLast);
    legal("draining at last", "accepted behind", atLast);
    Running last = new Running(LAST, 100, Standing.KNOWN);
    legal("draining at last", "lost UNKNOWN", new Draining(last, hole(60, Certainty.TOLD)));
    legal("draining at last", "lost TOLD", new Draining(last, hole(50, Certainty.TOLD)));
    legal("draining at last", "lost FENCED", new Draining(last, hole(60, Certainty.FENCED)));

    legal("new", "numbered", new Running(NAME, 105, Standing.NEW));
    legal("new", "rested", NEW);
    legal("new", "accepted before", RUNNING);
    legal("new", "accepted there", RUNNING);
    legal("new", "accepted behind", RUNNING);
    legal("new", "lost UNKNOWN", new Draining(NEW, hole(60, Certainty.UNKNOWN)));
    legal("new", "lost TOLD", new Draining(NEW, hole(40, Certainty.TOLD)));
    legal("new", "lost FENCED", new Draining(NEW, hole(60, Certainty.FENCED)));
    legal("draining new", "accepted before", new Draining(RUNNING, hole(50, Certainty.UNKNOWN)));
    legal("draining new", "accepted there", RUNNING);
    legal("draining new", "accepted behind", RUNNING);
    legal("draining new", "lost UNKNOWN", new Draining(NEW, hole(60, Certainty.UNKNOWN)));
    legal("draining new", "lost TOLD", new Draining(NEW, hole(50, Certainty.TOLD)));
    legal("draining new", "lost FENCED", new Draining(NEW, hole(60, Certainty.FENCED)));
    legal("draining new", "drained NONE", bumped());
    legal("draining new", "drained REFUSED", new Probing(NEW, hole(50, Certainty.UNKNOWN)));
    legal("draining new", "drained DOUBTFUL", new Probing(NEW, hole(50, Certainty.UNKNOWN)));
    legal("probing new", "accepted before", RUNNING);
    legal("probing new", "accepted there", RUNNING);
    legal("probing new", "accepted behind", RUNNING);
    legal("probing new", "lost UNKNOWN", new Draining(NEW, hole(60, Certainty.UNKNOWN)));
    legal("probing new", "lost TOLD", new Draining(NEW, hole(50, Certainty.TOLD)));
    legal("probing new", "lost FENCED", new Draining(NEW, hole(60, Certainty.FENCED)));

    legal("probing", "accepted before", RUNNING);
    legal("probing", "accepted there", RUNNING);
    legal("probing", "accepted behind", RUNNING);
    legal("probing", "lost UNKNOWN", new Draining(RUNNING, hole(60, Certainty.UNKNOWN)));
    legal("probing", "lost TOLD", new Draining(RUNNING, hole(50, Certainty.TOLD)));
    legal("probing", "lost FENCED", new Draining(RUNNING, hole(60, Certainty.FENCED)));
  }

  @Test
  void everyStateAnswersEveryEventAsTheTableSays() {
    Map<String, Object> walked = new TreeMap<>();
    STATES.forEach(
        (stateName, state) ->
            EVENTS.forEach(
                (eventName, event) ->
                    walked.put(stateName + " + " + eventName, next(state, event))));
    Map<String, Object> expected = new TreeMap<>();
    walked.keySet().forEach(key -> expected.put(key, LEGAL.getOrDefault(key, null)));
    expected.replaceAll((key, next) -> next == null ? ILLEGAL : next);

    assertThat(walked).isEqualTo(expected).hasSize(STATES.size() * EVENTS.size());
    assertThat(walked.keySet()).containsAll(LEGAL.keySet());
  }

  private static Object next(LaneState state, UnaryOperator<LaneState> event) {
    try {
      return event.apply(state);
    } catch (IllegalStateException illegal) {
      return ILLEGAL;
    }
  }

  @Test
  void onlyARunningPartitionSendsFreshBatchesAndAProbingOneAlone() {
    assertThat(RUNNING.window()).isEqualTo(5);
    assertThat(NEW.window()).as("until the broker knows the name").isEqualTo(1);
    assertThat(new Probing(RUNNING, hole(0, Certainty.UNKNOWN)).window()).isEqualTo(1);
    assertThat(new Draining(RUNNING, hole(0, Certainty.UNKNOWN)).window()).isZero();
    assertThat(new Nameless(-1).window()).isZero();
  }

  @Test
  void aSpentIdIsNotTakenAgain() {
    assertThatThrownBy(() -> new Nameless(7).granted(NAME))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("7");
  }
}
