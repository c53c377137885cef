package io.weir.kafka.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The runtime class path of an application, as Maven resolved it when this module was built.
 *
 * @param entries in the order of the class path
 */
record ClassPath(List<Entry> entries) {
  /**
   * A jar.
   *
   * @param name of the file
   * @param bytes its size
   */
  record Entry(String name, long bytes) {
    /** The name without version and ending: what an application has once, in one version. */
    String artifact() {
      return VERSION.matcher(name).replaceFirst("");
    }
  }

  private static final Pattern VERSION = Pattern.compile("-\\d.*$");

  /** The class path that the module {@code footprint/NAME} wrote. */
  static ClassPath of(String name) throws IOException {
    String resource = "weir-footprint-" + name + ".class-path";
    try (InputStream stream = ClassPath.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(
            resource + " is missing. Build it with: mvn -pl benchmarks -am -DskipTests package");
      }
      return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }

  private static ClassPath parse(String paths) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (String path : paths.split(File.pathSeparator, -1)) {
      Path file = Path.of(path);
      entries.add(new Entry(file.getFileName().toString(), Files.size(file)));
    }
    return new ClassPath(entries);
  }

  /** The artifacts that are here and, in whatever version, not there. */
  ClassPath without(ClassPath other) {
    Set<String> known = other.entries.stream().map(Entry::artifact).collect(Collectors.toSet());
    return new ClassPath(
        entries.stream().filter(entry -> !known.contains(entry.artifact())).toList());
  }

  String summary() {
    long bytes = entries.stream().mapToLong(Entry::bytes).sum();
    return String.format(Locale.ROOT, "%d jars, %.1f MB", entries.size(), bytes / 1e6);
  }
}
