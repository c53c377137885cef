package io.weir.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.BufferExhaustedException;
import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.producer.Pipeline.CloseReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Outcomes are told one after another, away from the caller, whatever the callbacks do. */
class CompletionsTest implements Outcomes {

  private final Queue<Runnable> executor = new ArrayDeque<>();
  private final Completions completions =
      new Completions("c", executor::add, ProducerEvents.NONE, this);
  private final List<String> told = new ArrayList<>();
  private final ProducerException refused = new BufferExhaustedException("no room");
  private Runnable onCall = () -> {};

  private void runAll() {
    while (!executor.isEmpty()) {
      Objects.requireNonNull(executor.poll()).run();
    }
  }

  @Test
  void nothingIsToldInsideThePost() {
    completions.postFailure("a", refused);
    completions.postRoom();
    assertThat(told).isEmpty();
    runAll();
    assertThat(told).containsExactly("failed a", "room", "settled");
  }

  @Test
  void oneHandOffServesAllThatHasCome() {
    completions.postFailure("a", refused);
    completions.postFailure("b", refused);
    completions.postTask(() -> told.add("task"));
    assertThat(executor).hasSize(1);
    runAll();
    assertThat(told).containsExactly("failed a", "failed b", "task", "settled");
  }

  @Test
  void whatACallbackThrowsStopsNoOther() {
    onCall =
        () -> {
          throw new AssertionError("a callback");
        };
    completions.postFailure("a", refused);
    completions.postTask(
        () -> {
          throw new IllegalStateException("a task");
        });
    completions.postFailure("b", refused);
    completions.postRoom();
    runAll();
    assertThat(told).containsExactly("failed a", "failed b", "room", "settled");
    assertThat(completions.report()).isEqualTo(new CloseReport(0, 2, 0));
  }

  @Test
  void whatIsPostedByACallbackIsToldInItsTurn() {
    onCall = () -> onCall = () -> {};
    completions.postTask(() -> completions.postFailure("inner", refused));
    completions.postFailure("outer", refused);
    runAll();
    assertThat(told.subList(0, 2)).containsExactly("failed outer", "failed inner");
    assertThat(executor).isEmpty();
  }

  @Test
  void roomIsToldAgainForEachPostThatComesLater() {
    completions.postRoom();
    runAll();
    completions.postRoom();
    runAll();
    assertThat(told).containsExactly("room", "settled", "room", "settled");
  }

  @Test
  void roomThatComesWhileRoomIsToldIsNotLost() {
    Runnable[] again = {completions::postRoom};
    onCall =
        () -> {
          Runnable once = again[0];
          again[0] = () -> {};
          once.run();
        };
    completions.postRoom();
    runAll();
    assertThat(told.stream().filter("room"::equals)).hasSize(2);
  }

  @Test
  void theReportTellsFailedFromUnknown() {
    completions.postFailure("a", refused);
    completions.postFailure(
        "b", new DeliveryTimeoutException("late", Persistence.POSSIBLY_PERSISTED));
    runAll();
    assertThat(completions.report()).isEqualTo(new CloseReport(0, 1, 1));
  }

  @Test
  void onlyACallbackIsTelling() {
    List<Boolean> seen = new ArrayList<>();
    onCall = () -> seen.add(completions.isTelling());
    completions.postFailure("a", refused);
    runAll();
    assertThat(seen).contains(true).doesNotContain(false);
    assertThat(completions.isTelling()).isFalse();
  }

  @Override
  public void delivered(Object slot, String topic, int partition, long offset, long timestampMs) {
    told.add("delivered " + slot);
    onCall.run();
  }

  @Override
  public void failed(Object slot, ProducerException failure) {
    told.add("failed " + slot);
    onCall.run();
  }

  @Override
  public void roomAvailable() {
    told.add("room");
    onCall.run();
  }

  @Override
  public void settled() {
    told.add("settled");
    onCall.run();
  }
}
