package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OccasionalLogTest {

  private final List<String> lines = new ArrayList<>();
  private long nanos = -5;
  private final OccasionalLog log =
      new OccasionalLog(new ListLogger(), "WEIR00000 it failed", () -> nanos);

  @Test
  void theFirstFailureIsSaidAtOnce() {
    log.failed(new IllegalStateException("a"));

    assertThat(lines).containsExactly("WEIR00000 it failed: java.lang.IllegalStateException: a");
  }

  @Test
  void thoseWithinTenSecondsAreHeldBackAndCounted() {
    log.failed(new IllegalStateException("a"));
    nanos += 9_999_999_999L;
    log.failed(new IllegalStateException("b"));
    assertThat(lines).hasSize(1);

    nanos += 1;
    log.failed(new IllegalStateException("c"));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).contains("2 times").contains("c").doesNotContain(": b");
  }

  @Test
  void whatWasHeldBackIsSaidInTheEnd() {
    log.failed(new IllegalStateException("a"));
    log.failed(new IllegalStateException("b"));

    log.flush();
    log.flush();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).endsWith("java.lang.IllegalStateException: b");
  }

  private final class ListLogger implements System.Logger {

    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      lines.add(String.valueOf(message));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... parameters) {
      lines.add(String.valueOf(format));
    }
  }
}
