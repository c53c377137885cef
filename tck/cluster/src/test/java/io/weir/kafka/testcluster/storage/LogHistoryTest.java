package io.weir.kafka.testcluster.storage;

import static io.weir.kafka.testcluster.storage.Place.BROKER;
import static io.weir.kafka.testcluster.storage.Place.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens to a log, it holds what a plain list would hold. */
class LogHistoryTest {

  enum Action {
    APPEND,
    APPEND_RUN,
    NEXT_EPOCH,
    TRUNCATE,
    RESTART_AT,
    ADVANCE_START,
    EXPIRE,
    FLUSH,
    CONFIGURE,
    CHECKPOINT,
    SHUT_DOWN,
    KILL,
    POWER_OFF
  }

  /**
   * @param where from 0 to 1: where in the range that is possible then
   */
  record Step(Action action, double where) {}

  @Property(tries = 400)
  void a_log_in_memory_is_a_list(@ForAll("histories") List<Step> history) {
    try (Storage storage = new MemoryStorage(LogModel.SMALL)) {
      run(history, storage);
    }
  }

  @Property(tries = 60)
  void a_log_on_disk_is_a_list(@ForAll("histories") List<Step> history) throws IOException {
    Path folder = Files.createTempDirectory("weir-log-");
    try (Storage storage = new DiskStorage(folder, LogModel.SMALL)) {
      run(history, storage);
    } finally {
      delete(folder);
    }
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<Action> actions =
        Arbitraries.frequencyOf(
            Tuple.of(10, Arbitraries.of(Action.APPEND, Action.APPEND_RUN)),
            Tuple.of(10, Arbitraries.of(Action.class)));
    return Combinators.combine(actions, Arbitraries.doubles().between(0, 1))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  private static void run(List<Step> history, Storage storage) {
    LogModel model = new LogModel();
    PartitionLog log = storage.open(NAME);
    for (Step step : history) {
      model.apply(step, log);
      end(step, storage);
      log = storage.open(NAME);
      model.assertMatches(log);
    }
  }

  private static void end(Step step, Storage storage) {
    switch (step.action()) {
      case SHUT_DOWN -> storage.shutDown(BROKER);
      case KILL -> storage.kill(BROKER);
      case POWER_OFF -> storage.powerOff(BROKER, new SplittableRandom((long) (1e9 * step.where())));
      default -> assertThat(storage.logs(BROKER)).containsExactly(NAME);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
