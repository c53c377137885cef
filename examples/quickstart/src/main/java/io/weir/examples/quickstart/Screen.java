package io.weir.examples.quickstart;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What the user sees. On a terminal progress is drawn in place, with colours; elsewhere it is plain
 * lines, in letters that the output can encode.
 *
 * <p>Main thread only.
 */
final class Screen {

  private static final int WIDTH = 70;
  private static final int BAR = 40;

  private final PrintStream out;
  private final boolean terminal;
  private final boolean unicode;
  private boolean inPlace;

  Screen() {
    Charset charset =
        Charset.forName(
            System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8")));
    out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
    unicode = charset.newEncoder().canEncode("\u2501\u00b7\u2192\u2713\u2717");
    terminal = isTerminal() && System.getenv("NO_COLOR") == null;
  }

  @SuppressWarnings("SystemConsoleNull") // what the warning asks for is what happens here
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true; // where the method is missing there is no console but a terminal
    }
  }

  void title(String text) {
    out.printf("%n  %s%n  %s%n", bold(text), dim(glyph("\u2500", "-").repeat(WIDTH)));
  }

  void fact(String name, String value) {
    out.printf("  %s%s%n", dim("%-9s".formatted(name)), value);
  }

  void step(int number, String text) {
    out.printf("%n  %s  %s%n", bold(String.valueOf(number)), bold(text));
  }

  /** Whether progress is drawn in place. */
  boolean redraws() {
    return terminal;
  }

  /** How far it is; drawn over the last one on a terminal. */
  void progress(long acked, long sent, String note) {
    int filled = sent == 0 ? 0 : (int) (BAR * acked / sent);
    String bar =
        green(glyph("\u2501", "=").repeat(filled)) + dim(glyph("\u2501", "-").repeat(BAR - filled));
    String text = "     %s  %,d of %,d acknowledged%s".formatted(bar, acked, sent, note);
    if (terminal) {
      out.print("\r\u001b[2K" + text);
      out.flush();
      inPlace = true;
    } else {
      out.println(text);
    }
  }

  /** Leaves the last progress where it is. */
  void endProgress() {
    if (inPlace) {
      out.println();
      inPlace = false;
    }
  }

  void result(Tally.Result result) {
    result
        .spans()
        .forEach(
            (partition, span) ->
                out.printf(
                    "     %-14s %,8d records   offsets %,d .. %,d%n",
                    partition, span.records(), span.firstOffset(), span.lastOffset()));
    Histogram latency = result.latencyNanos();
    out.printf(
        "     %s   latency  p50 %s   p99 %s   p99.9 %s   max %s%n",
        bold("%,.0f messages/s".formatted(result.perSecond())),
        millis(latency.getValueAtPercentile(50)),
        millis(latency.getValueAtPercentile(99)),
        millis(latency.getValueAtPercentile(99.9)),
        millis(latency.getMaxValue()));
  }

  void way(String name, String outcome) {
    out.printf("     %-22s %s%n", name, outcome);
  }

  void success(String text) {
    out.printf("%n  %s %s%n%n", green(glyph("\u2713", "OK")), bold(text));
  }

  void failure(String text) {
    endProgress();
    out.printf("%n  %s %s%n%n", red(glyph("\u2717", "FAILED:")), text);
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  private String glyph(String nice, String plain) {
    return unicode ? nice : plain;
  }

  private String bold(String text) {
    return styled("1", text);
  }

  private String dim(String text) {
    return styled("2", text);
  }

  private String green(String text) {
    return styled("32", text);
  }

  private String red(String text) {
    return styled("31", text);
  }

  private String styled(String code, String text) {
    return terminal ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
