package io.weir.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The lines to send: the bundled order events, a file ({@code -Dinput=FILE}) or standard input
 * ({@code -Dinput=-}).
 */
@ApplicationScoped
public class Input {

  private static final String SAMPLE = "/order-events.jsonl";
  private static final String STDIN = "-";

  /** Standard input can be read once only: so many of its lines are kept for the second round. */
  private static final int KEPT_LINES = 10_000;

  @Inject
  @ConfigProperty(name = "input")
  Optional<String> option;

  /** Filled by the first round, read by the second, which begins after it has ended. */
  private final List<String> kept = new ArrayList<>();

  private boolean consumed;

  /** What is wrong with the option, if anything. */
  static Optional<String> complaint(String option) {
    boolean fine = option.isBlank() || option.equals(STDIN) || Files.isReadable(Path.of(option));
    return fine ? Optional.empty() : Optional.of("cannot read the file " + option);
  }

  /** For people. */
  String name() {
    return option
        .map(file -> file.equals(STDIN) ? "standard input" : file)
        .orElse(SAMPLE.substring(1) + " (bundled)");
  }

  /** Opens the lines, in order; the caller closes the stream. */
  synchronized Stream<String> lines() {
    if (option.filter(STDIN::equals).isEmpty()) {
      return reader(open()).lines();
    }
    if (consumed) {
      return kept.stream();
    }
    consumed = true;
    return reader(System.in).lines().peek(this::keep);
  }

  private void keep(String line) {
    if (kept.size() < KEPT_LINES) {
      kept.add(line);
    }
  }

  private InputStream open() {
    try {
      return option.isPresent()
          ? Files.newInputStream(Path.of(option.get()))
          : Objects.requireNonNull(Input.class.getResourceAsStream(SAMPLE), SAMPLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedReader reader(InputStream bytes) {
    return new BufferedReader(new InputStreamReader(bytes, UTF_8));
  }
}
