package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedOffersTest {

  private final List<Integer> taken = new ArrayList<>();
  private int room;

  private final OrderedOffers<Integer> offers =
      new OrderedOffers<>(
          number -> {
            if (room == 0) {
              return false;
            }
            room--;
            taken.add(number);
            return true;
          });

  @Test
  void aMessageThatFitsDoesNotWait() {
    room = 1;

    offers.add(1);

    assertThat(taken).containsExactly(1);
    assertThat(offers.isEmpty()).isTrue();
  }

  @Test
  void aMessageThatDoesNotFitIsOfferedAgainOnRetry() {
    offers.add(1);
    assertThat(taken).isEmpty();
    assertThat(offers.isEmpty()).isFalse();

    room = 1;
    offers.retry();

    assertThat(taken).containsExactly(1);
    assertThat(offers.isEmpty()).isTrue();
  }

  @Test
  void nobodyOvertakesAMessageThatWaits() {
    offers.add(1);
    room = 1;
    offers.add(2);
    assertThat(taken).isEmpty();

    offers.retry();
    assertThat(taken).containsExactly(1);

    room = 5;
    offers.retry();
    assertThat(taken).containsExactly(1, 2);
  }

  @Test
  void aMessageAddedFromWithinAnOfferFollowsIt() {
    List<Integer> order = new ArrayList<>();
    List<OrderedOffers<Integer>> self = new ArrayList<>();
    self.add(
        new OrderedOffers<>(
            number -> {
              if (number == 1) {
                self.get(0).add(2);
              }
              order.add(number);
              return true;
            }));

    self.get(0).add(1);

    assertThat(order).containsExactly(1, 2);
  }

  @Test
  void orderHoldsAndNothingIsLostWhileRoomComesAndGoes() throws Exception {
    int messages = 200_000;
    AtomicInteger permits = new AtomicInteger();
    List<Integer> arrived = new ArrayList<>(messages);
    AtomicInteger count = new AtomicInteger();
    OrderedOffers<Integer> racing =
        new OrderedOffers<>(
            number -> {
              if (permits.get() == 0) {
                return false;
              }
              permits.decrementAndGet();
              arrived.add(number);
              count.incrementAndGet();
              return true;
            });
    Thread completion =
        new Thread(
            () -> {
              while (count.get() < messages) {
                permits.compareAndSet(0, 7);
                racing.retry();
                Thread.onSpinWait();
              }
            });
    completion.start();

    for (int i = 0; i < messages; i++) {
      racing.add(i);
    }

    await().until(() -> count.get() == messages);
    completion.join();
    assertThat(arrived).isEqualTo(IntStream.range(0, messages).boxed().toList());
  }
}
