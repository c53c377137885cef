package io.weir.kafka.batch;

import static io.weir.kafka.batch.Harness.BATCH_BYTES;
import static io.weir.kafka.batch.Harness.append;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.InvalidRecordException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several batches of a lane in requests at a time. */
class LaneWindowTest {

  @RegisterExtension final Harness harness = new Harness();
  private final Lane lane = harness.lane("orders");

  /** Takes batches as long as the lane gives some. */
  private List<Batch> takeAll() {
    List<Batch> taken = new ArrayList<>();
    while (lane.isReady()) {
      taken.add(lane.take());
    }
    return taken;
  }

  private List<Batch> takeOf(int window, int batches) {
    lane.unresolved().window(window);
    for (int i = 0; i < batches; i++) {
      append(lane, "r" + i, BATCH_BYTES);
    }
    return takeAll();
  }

  private void deliver(Batch batch) {
    harness.accumulator.delivered(batch, 0, -1);
    lane.requestEnded(batch);
  }

  @AfterEach
  void settleTheRest() {
    lane.unresolved().window(5);
    for (Batch each : lane.unresolved().all()) {
      if (each.isInRequest()) {
        deliver(each);
      }
    }
    harness.deliverAll(lane);
    assertThat(lane.isEmpty()).isTrue();
  }

  @Test
  void soManyBatchesMayBeUnresolvedAndNoMore() {
    List<Batch> taken = takeOf(3, 5);

    assertThat(taken).hasSize(3);
    assertThat(lane.isMuted()).isTrue();
    deliver(taken.get(0));
    assertThat(takeAll()).hasSize(1);
  }

  @Test
  void aBatchWithoutAnswerHoldsTheWindowAlthoughLaterOnesAreDelivered() {
    List<Batch> taken = takeOf(3, 5);

    deliver(taken.get(1));
    deliver(taken.get(2));

    assertThat(lane.isReady()).as("the broker remembers three").isFalse();
    deliver(taken.get(0));
    assertThat(takeAll()).hasSize(2);
  }

  @Test
  void afterAFailureOnlyTheFirstGoesUntilItHasItsOutcome() {
    List<Batch> taken = takeOf(3, 4);
    taken.forEach(lane::requestEnded);

    assertThat(takeAll()).containsExactly(taken.get(0));
    assertThat(lane.unresolved().isFirst(taken.get(0))).isTrue();
    deliver(taken.get(0));

    List<Batch> rest = takeAll();
    assertThat(rest).hasSize(3).startsWith(taken.get(1), taken.get(2));
  }

  @Test
  void nothingLeavesAheadOfALaterBatchThatIsStillInARequest() {
    List<Batch> taken = takeOf(3, 3);
    lane.requestEnded(taken.get(1));
    deliver(taken.get(0));

    assertThat(lane.isReady()).as("the third is in a request").isFalse();
    lane.requestEnded(taken.get(2));

    assertThat(takeAll()).as("one at a time").containsExactly(taken.get(1));
  }

  @Test
  void whateverTheOrderOfTheFailuresTheBatchesKeepTheirs() {
    List<Batch> taken = takeOf(3, 3);
    lane.requestEnded(taken.get(2));
    lane.requestEnded(taken.get(0));
    lane.requestEnded(taken.get(1));

    assertThat(lane.unresolved().all()).isEqualTo(taken);
    assertThat(harness.deliverAll(lane)).containsExactly("r0", "r1", "r2");
  }

  @Test
  void aWindowOfZeroMutesTheLane() {
    assertThat(takeOf(0, 1)).isEmpty();
    assertThat(lane.isMuted()).isTrue();
    lane.unresolved().window(1);
    assertThat(takeAll()).hasSize(1);
  }

  @Test
  void aBatchThatFailsInItsRequestIsAwaitedBeforeTheNextIsFirst() {
    List<Batch> taken = takeOf(3, 2);
    harness.accumulator.failed(taken.get(0), new InvalidRecordException("for the test"));

    assertThat(lane.unresolved().isFirst(taken.get(1))).isFalse();
    assertThat(lane.oldest()).isSameAs(taken.get(1));
    assertThat(lane.unresolved().all()).containsExactly(taken.get(1));
    lane.requestEnded(taken.get(0));

    assertThat(lane.unresolved().isFirst(taken.get(1))).isTrue();
    assertThat(lane.unresolved().isInRequest()).isTrue();
  }

  @Test
  void aBatchThatFailsWhileItWaitsLeavesItsPlace() {
    List<Batch> taken = takeOf(3, 3);
    taken.forEach(lane::requestEnded);
    harness.accumulator.failed(taken.get(0), new InvalidRecordException("for the test"));

    assertThat(lane.unresolved().isInRequest()).isFalse();
    assertThat(takeAll()).containsExactly(taken.get(1), taken.get(2));
  }
}
