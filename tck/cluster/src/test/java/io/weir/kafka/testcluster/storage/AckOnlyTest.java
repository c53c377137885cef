package io.weir.kafka.testcluster.storage;

import static io.weir.kafka.testcluster.storage.LogContent.append;
import static io.weir.kafka.testcluster.storage.LogContent.baseOffsets;
import static io.weir.kafka.testcluster.storage.Place.BROKER;
import static io.weir.kafka.testcluster.storage.Place.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AckOnlyTest {

  private final MemoryStorage storage = MemoryStorage.ackOnly();

  @Test
  void records_get_offsets_and_are_gone() {
    PartitionLog log = storage.open(NAME);
    append(log, 3, 5);
    append(log, 3, 2);

    assertThat(log.startOffset()).isEqualTo(7);
    assertThat(log.endOffset()).isEqualTo(7);
    assertThat(log.flushedOffset()).isEqualTo(7);
    assertThat(log.bytes()).isZero();
    assertThat(log.read(7, 7, ReadBound.atLeastOneBatch(100)).isReadable()).isFalse();
    assertThat(log.firstBatchAtOrAfter(0)).isEqualTo(-1);
    assertThat(log.epochs()).containsExactly(new EpochStart(3, 7));
    assertThat(baseOffsets(log)).isEmpty();
  }

  @Test
  void offsets_go_on_whatever_happens_to_the_broker() {
    append(storage.open(NAME), 0, 5);
    storage.kill(BROKER);
    append(storage.open(NAME), 0, 1);
    storage.powerOff(BROKER, new SplittableRandom(1));
    append(storage.open(NAME), 0, 1);
    storage.shutDown(BROKER);

    assertThat(storage.open(NAME).endOffset()).isEqualTo(7);
  }

  @Test
  void internal_topics_are_kept() {
    PartitionLog log = storage.open(new LogName(1, "__consumer_offsets", new UUID(5, 6), 0));
    append(log, 0, 1);

    assertThat(baseOffsets(log)).containsExactly(0L);
  }
}
