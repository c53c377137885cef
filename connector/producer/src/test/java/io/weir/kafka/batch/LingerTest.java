package io.weir.kafka.batch;

import static io.weir.kafka.batch.Harness.BATCH_BYTES;
import static io.weir.kafka.batch.Harness.append;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LingerTest {

  private static final Duration LINGER = Duration.ofMillis(100);

  @RegisterExtension final Harness harness = new Harness();

  private final List<String> due = new ArrayList<>();
  private Linger linger;

  @BeforeEach
  void create() {
    linger = new Linger(harness.loop, LINGER.toNanos(), this::due);
  }

  private void due(Lane lane) {
    due.add(lane.topic() + "@" + Duration.ofNanos(harness.loop.nanoTime()).toMillis());
  }

  @AfterEach
  void deliverAll() {
    for (Topic topic : harness.accumulator.topics()) {
      topic.lane(0).seal();
      harness.deliverAll(topic.lane(0));
    }
  }

  private Lane open(String topic) {
    Lane lane = harness.lane(topic);
    append(lane, "x");
    return lane;
  }

  private void advance(int ms) {
    harness.loop.advance(Duration.ofMillis(ms));
  }

  @Test
  void anOpenBatchIsDueWhenItsTimeIsOverAndIsToldOnce() {
    Lane a = open("a");
    linger.add(a);

    advance(99);
    assertThat(due).isEmpty();
    assertThat(linger.isOver(a)).isFalse();

    advance(1);
    assertThat(due).containsExactly("a@100");
    assertThat(linger.isOver(a)).isTrue();

    linger.add(a);
    advance(1_000);
    assertThat(due).containsExactly("a@100");
  }

  @Test
  void aBatchThatWaitsAlreadyIsNotAddedAgain() {
    Lane a = open("a");
    harness.loop.run();

    linger.add(a);
    linger.add(a);

    assertThat(harness.loop.waiting()).as("timers").isEqualTo(1);
    advance(100);
    assertThat(due).containsExactly("a@100");
  }

  @Test
  void aLaneWithoutAnOpenBatchIsNotAdded() {
    Lane a = harness.lane("a");

    linger.add(a);

    assertThat(harness.loop.waiting()).isZero();
  }

  @Test
  void aBatchThatWasSealedMeanwhileIsForgotten() {
    Lane a = open("a");
    linger.add(a);
    a.seal();

    advance(1_000);

    assertThat(due).isEmpty();
    assertThat(harness.loop.waiting()).isZero();
  }

  @Test
  void aYoungerBatchOfTheLaneGetsItsWholeTime() {
    Lane a = open("a");
    linger.add(a);
    Lane b = harness.lane("b");
    advance(2);
    a.seal();
    append(a, "second");
    linger.add(a);
    advance(48);
    append(b, "x");
    linger.add(b);

    advance(1_000);

    assertThat(due).containsExactly("a@102", "b@150");
  }

  @Test
  void aLaneThatComesLateIsDueAtItsOwnTime() {
    Lane muted = open("muted");
    advance(80);
    linger.add(open("other"));
    advance(10);

    linger.add(muted);
    advance(1_000);

    assertThat(due).containsExactly("muted@100", "other@180");
  }

  @Test
  void aLaneThatComesWhenItsTimeIsOverIsDueAtOnce() {
    Lane late = open("late");
    advance(250);

    linger.add(late);
    harness.loop.run();

    assertThat(due).containsExactly("late@250");
  }

  @Test
  void manyBatchesOfABusyLaneAreOneEntry() {
    Lane busy = harness.lane("busy");
    for (int i = 0; i < 1_000; i++) {
      append(busy, "r" + i, BATCH_BYTES / 2 + 1);
      linger.add(busy);
    }
    harness.loop.run();

    assertThat(harness.loop.waiting()).as("timers").isEqualTo(1);
    advance(100);
    assertThat(due).as("the batch that is open now").containsExactly("busy@100");
  }

  @Test
  void withoutLingerABatchIsDueInTheSameTurn() {
    linger = new Linger(harness.loop, 0, this::due);
    Lane a = open("a");

    assertThat(linger.isOver(a)).isTrue();
    linger.add(a);
    harness.loop.run();

    assertThat(due).containsExactly("a@0");
  }

  @Test
  void hurryEndsTheTimeOfAllThatAreOpenAndOfNoLaterBatch() {
    Lane a = open("a");
    Lane unlisted = open("unlisted");
    linger.add(a);
    advance(10);

    linger.hurry();

    assertThat(due).containsExactly("a@10");
    assertThat(linger.isOver(unlisted)).isTrue();
    a.seal();
    advance(1);
    append(a, "later");
    assertThat(linger.isOver(a)).isFalse();
    linger.add(a);
    advance(1_000);
    assertThat(due).containsExactly("a@10", "a@111");
  }

  @Test
  void stopForgetsAllAndLeavesNoTimer() {
    Lane a = open("a");
    harness.loop.run();
    linger.add(a);

    linger.stop();

    assertThat(harness.loop.waiting()).isZero();
    advance(1_000);
    assertThat(due).isEmpty();
  }

  @Test
  void aLaneCanBeAddedAgainWhileItIsTold() {
    List<String> sealed = new ArrayList<>();
    Linger[] self = new Linger[1];
    self[0] =
        new Linger(
            harness.loop,
            LINGER.toNanos(),
            lane -> {
              sealed.add(lane.topic() + "@" + Duration.ofNanos(harness.loop.nanoTime()).toMillis());
              lane.seal();
              if (sealed.size() < 3) {
                append(lane, "next");
                self[0].add(lane);
              }
            });
    self[0].add(open("a"));

    advance(1_000);

    assertThat(sealed).containsExactly("a@100", "a@200", "a@300");
  }
}
