package io.weir.kafka.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StickyTest {

  private static final int BATCH = 1000;

  private final Sticky sticky = new Sticky(BATCH, new SplittableRandom(1));
  private final TopicChoices topic = new TopicChoices("orders");
  private final PartitionQuery query = new PartitionQuery();

  @Test
  void staysUntilABatchOfBytesWentThere() {
    PartitionLayout layout = PartitionLayout.of(6);
    int first = choose(400, layout);

    assertThat(choose(400, layout)).isEqualTo(first);
    assertThat(choose(400, layout)).as("the record that fills the batch").isEqualTo(first);
    assertThat(choose(400, layout)).as("the next one").isNotEqualTo(first);
  }

  @Test
  void spreadsBytesEvenly() {
    PartitionLayout layout = PartitionLayout.of(5);
    int[] batches = new int[5];
    for (int i = 0; i < 50_000; i++) {
      batches[choose(BATCH, layout)]++;
    }

    assertThat(IntStream.of(batches).boxed().toList())
        .allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
  }

  @Test
  void aSinglePartitionIsAlwaysChosen() {
    PartitionLayout layout = PartitionLayout.of(1);

    for (int i = 0; i < 10; i++) {
      assertThat(choose(BATCH, layout)).isZero();
    }
  }

  @Test
  void onlyPartitionsWithALeaderAreChosen() {
    PartitionLayout layout = PartitionLayout.of(6, new int[] {1, 4});

    for (int i = 0; i < 100; i++) {
      assertThat(choose(BATCH, layout)).isIn(1, 4);
    }
  }

  @Test
  void aPartitionThatLosesItsLeaderIsLeftAtOnce() {
    int first = choose(1, PartitionLayout.of(2));
    int other = 1 - first;

    assertThat(choose(1, PartitionLayout.of(2, new int[] {other}))).isEqualTo(other);
  }

  @Test
  void withoutAnyLeaderAllPartitionsAreChosenFrom() {
    PartitionLayout layout = PartitionLayout.of(3, new int[0]);
    boolean[] seen = new boolean[3];
    for (int i = 0; i < 100; i++) {
      seen[choose(BATCH, layout)] = true;
    }

    assertThat(seen).containsOnly(true);
  }

  @Test
  void aTopicThatGrowsUsesItsNewPartitions() {
    choose(BATCH, PartitionLayout.of(1));
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      chosen.add(choose(BATCH, PartitionLayout.of(2)));
    }

    assertThat(chosen).contains(0, 1);
  }

  @Test
  void aTopicMadeAnewWithFewerPartitionsIsNeverMissed() {
    TopicChoices shrunk = new TopicChoices("orders");
    shrunk.sticky().set(TopicChoices.pack(7, 10));

    assertThat(sticky.choose(shrunk, query.reset(PartitionQuery.ANY, 1), PartitionLayout.of(2)))
        .isBetween(0, 1);
  }

  @Test
  void eachTopicHasAPartitionOfItsOwn() {
    PartitionLayout layout = PartitionLayout.of(2);
    int here = choose(1, layout);
    TopicChoices elsewhere = new TopicChoices("audit");
    elsewhere.sticky().set(TopicChoices.pack(1 - here, 0));
    sticky.choose(elsewhere, query.reset(PartitionQuery.ANY, BATCH), layout);

    assertThat(choose(1, layout)).isEqualTo(here);
  }

  @Test
  void theLargestRecordsDoNotOverflowTheCount() {
    Sticky huge = new Sticky(Integer.MAX_VALUE, new SplittableRandom(1));
    PartitionLayout layout = PartitionLayout.of(3);
    query.reset(PartitionQuery.ANY, Integer.MAX_VALUE - 1);
    int first = huge.choose(topic, query, layout);

    assertThat(huge.choose(topic, query, layout)).isEqualTo(first);
    assertThat(huge.choose(topic, query, layout)).isNotEqualTo(first);
  }

  @Test
  void threadsTogetherFillOneBatchAtATime() throws Exception {
    int threads = 4;
    int each = 25_000;
    PartitionLayout layout = PartitionLayout.of(4);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Callable<int[]> sender =
          () -> {
            PartitionQuery own = new PartitionQuery();
            int[] counts = new int[4];
            for (int i = 0; i < each; i++) {
              counts[sticky.choose(topic, own.reset(PartitionQuery.ANY, 100), layout)]++;
            }
            return counts;
          };
      int total = 0;
      for (Future<int[]> counts : pool.invokeAll(List.of(sender, sender, sender, sender))) {
        total += Arrays.stream(counts.get()).sum();
      }
      assertThat(total).isEqualTo(threads * each);
      assertThat(TopicChoices.bytesOf(topic.sticky().get()))
          .as("every record was counted: 10 fill a batch, and 100,000 end with one")
          .isZero();
    } finally {
      pool.shutdownNow();
    }
  }

  private int choose(int bytes, PartitionLayout layout) {
    return sticky.choose(topic, query.reset(PartitionQuery.ANY, bytes), layout);
  }
}
