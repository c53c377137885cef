package io.weir.kafka.referee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks another JVM of this user, by {@code jcmd}, what its objects weigh. */
public final class LiveHeap {
  private static final Pattern TOTAL =
      Pattern.compile("^Total +[0-9]+ +([0-9]+)", Pattern.MULTILINE);

  private LiveHeap() {}

  /**
   * The bytes of the objects that survive a full garbage collection, which this call causes.
   *
   * @throws IllegalStateException if the JVM does not say
   */
  public static long bytesOf(long pid) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher total = TOTAL.matcher(histogram);
      if (!total.find()) {
        throw new IllegalStateException(
            "No total in the answer of process " + pid + ": " + histogram);
      }
      return Long.parseLong(total.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run jcmd for process " + pid, e);
    }
  }
}
