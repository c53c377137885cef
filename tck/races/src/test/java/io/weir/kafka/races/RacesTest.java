package io.weir.kafka.races;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs all races, each a few times for a fraction of a second; with {@code -Dweir.races=default}
 * (or {@code stress}, {@code tough}) as long, and in as many kinds of JVM, as jcstress itself
 * would.
 */
class RacesTest {

  /** So many that a missing one is noticed: jcstress leaves out what needs more processors. */
  private static final int RACES = 7;

  /** A mode of jcstress, or this one of our own. */
  private static final String SHORT = "short";

  @Test
  void threads_see_of_each_other_only_what_they_may(@TempDir Path results) throws Exception {
    Path output = results.resolve("output");
    Process jcstress =
        new ProcessBuilder(command(results))
            .directory(results.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      int exit = jcstress.waitFor();

      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(exit).as(text).isZero();
      assertThat(text).contains("All remaining tests: " + RACES + " matching");
    } finally {
      jcstress.descendants().forEach(ProcessHandle::destroyForcibly);
      jcstress.destroyForcibly();
    }
  }

  private static List<String> command(Path results) {
    String mode = System.getProperty("weir.races", SHORT);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-r",
                results.toString()));
    command.addAll(
        mode.equals(SHORT)
            ? List.of(
                "-m",
                "quick",
                "-f",
                "1",
                "-iters",
                "3",
                "-time",
                "100",
                "-sc",
                "false",
                "-jvmArgs",
                "-Xmx256m")
            : List.of("-m", mode));
    return command;
  }
}
