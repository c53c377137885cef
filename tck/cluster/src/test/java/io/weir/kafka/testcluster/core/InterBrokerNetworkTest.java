package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterBrokerNetworkTest {

  private final Effects effects = new Effects();
  private final Timers timers = new Timers(effects);
  private final InterBrokerNetwork network = new InterBrokerNetwork(timers);
  private final List<String> events = new ArrayList<>();

  /** Notes what becomes of it; one of the same kind replaces another that is held. */
  private record Note(String text, String kind, List<String> events) implements Message {

    @Override
    public void deliver(long nowMs) {
      events.add(text + " at " + nowMs);
    }

    @Override
    public void drop() {
      events.add(text + " dropped");
    }

    @Override
    public boolean replaces(Message earlier) {
      return !kind.isEmpty() && earlier instanceof Note note && note.kind.equals(kind);
    }
  }

  private void send(int from, int to, String text, long nowMs) {
    network.send(from, to, new Note(text, "", events), nowMs);
  }

  private void deliverAll(long nowMs) {
    for (Message next = network.poll(); next != null; next = network.poll()) {
      next.deliver(nowMs);
    }
  }

  /** Fires the timers that were set and are due. */
  private void advanceTo(long nowMs) {
    for (Effect effect : effects.drain()) {
      if (effect instanceof Effect.SetTimer timer && timer.atMs() <= nowMs) {
        timers.fired(timer.timer(), timer.atMs());
      }
    }
    deliverAll(nowMs);
  }

  @Test
  void without_rules_messages_arrive_in_the_same_step_in_order() {
    send(1, 2, "a", 10);
    send(2, 1, "b", 10);
    assertThat(events).isEmpty();

    deliverAll(10);

    assertThat(events).containsExactly("a at 10", "b at 10");
  }

  @Test
  void a_cut_holds_one_direction_until_it_is_healed() {
    network.cut(1, 2);
    send(1, 2, "a", 10);
    send(2, 1, "b", 10);
    deliverAll(10);
    assertThat(network.isCut(1, 2)).isTrue();
    assertThat(network.isCut(2, 1)).isFalse();
    assertThat(events).containsExactly("b at 10");

    network.heal(1, 2);
    deliverAll(70);

    assertThat(events).containsExactly("b at 10", "a at 70");
  }

  @Test
  void a_message_on_a_slow_link_is_caught_by_a_cut_before_it_arrives() {
    network.latency(1, 2, 5);
    send(1, 2, "a", 10);
    network.cut(1, 2);
    advanceTo(15);
    assertThat(events).isEmpty();

    network.healAll();
    deliverAll(20);

    assertThat(events).containsExactly("a at 20");
  }

  @Test
  void a_link_that_becomes_faster_keeps_its_order() {
    network.latency(1, 2, 5);
    send(1, 2, "a", 10);
    network.latency(1, 2, 0);
    send(1, 2, "b", 11);
    deliverAll(11);
    assertThat(events).isEmpty();

    advanceTo(15);

    assertThat(events).containsExactly("a at 15", "b at 15");
  }

  @Test
  void of_what_is_held_a_newer_message_replaces_an_older_one_of_its_kind() {
    network.cut(1, 2);
    network.send(1, 2, new Note("image 1", "image", events), 10);
    send(1, 2, "a", 11);
    network.send(1, 2, new Note("image 2", "image", events), 12);
    network.heal(1, 2);
    deliverAll(20);

    assertThat(events).containsExactly("image 1 dropped", "a at 20", "image 2 at 20");
  }

  @Test
  void closing_drops_what_arrives_is_under_way_or_held() {
    send(1, 2, "arrives", 10);
    network.latency(1, 3, 5);
    send(1, 3, "under way", 10);
    network.cut(2, 3);
    send(2, 3, "held", 10);

    network.close();

    assertThat(events).containsExactly("arrives dropped", "under way dropped", "held dropped");
  }

  @Test
  void a_negative_latency_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.latency(1, 2, -1))
        .withMessageContaining("-1");
  }
}
