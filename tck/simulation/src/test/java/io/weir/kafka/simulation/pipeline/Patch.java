package io.weir.kafka.simulation.pipeline;

import com.google.errorprone.annotations.Immutable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A change of one place in one file of the producer's source.
 *
 * @param file below the producer's packages
 * @param original what must be there exactly once
 * @param changed what stands there instead
 */
@Immutable
record Patch(String file, String original, String changed) {

  private static final Path SOURCES =
      Path.of("..", "..", "connector", "producer", "src", "main", "java", "io", "weir", "kafka");

  /**
   * The changed source.
   *
   * @throws IllegalStateException if the place is not there, as the source has changed
   */
  String apply() throws IOException {
    String source = Files.readString(SOURCES.resolve(file));
    int at = source.indexOf(original);
    if (at < 0 || source.indexOf(original, at + 1) >= 0) {
      throw new IllegalStateException(
          "'%s' must be in %s exactly once; the source has changed, so change the patch"
              .formatted(original, file));
    }
    return source.replace(original, changed);
  }
}
