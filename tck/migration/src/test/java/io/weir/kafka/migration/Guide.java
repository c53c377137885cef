package io.weir.kafka.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables of the migration guide. */
final class Guide {

  private static final Path FILE = Path.of("..", "..", "docs", "migrating-from-smallrye-kafka.md");

  private Guide() {}

  /** The first table below this heading. */
  static Table table(String heading) {
    List<String> lines = lines();
    int start = lines.indexOf("### " + heading);
    if (start < 0) {
      throw new AssertionError(FILE + " has no heading '" + heading + "'");
    }
    List<List<String>> rows =
        lines.stream()
            .skip(start)
            .dropWhile(line -> !line.startsWith("|"))
            .takeWhile(line -> line.startsWith("|"))
            .map(Guide::cells)
            .toList();
    return new Table(rows);
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
        .map(cell -> cell.replace("`", "").strip())
        .toList();
  }

  /** Rows of cells without their markup; the first is the heading, the second a line. */
  record Table(List<List<String>> rows) {

    /** The first cell of each row to the one in this column. */
    Map<String, String> column(String name) {
      int index = rows.get(0).indexOf(name);
      Map<String, String> cells = new TreeMap<>();
      body().forEach(row -> cells.put(row.get(0), row.get(index)));
      return cells;
    }

    /** The same where the cell lists several. */
    Map<String, Set<String>> sets(String name) {
      Map<String, Set<String>> sets = new TreeMap<>();
      column(name)
          .forEach((first, cell) -> sets.put(first, new TreeSet<>(List.of(cell.split(",\\s*")))));
      return sets;
    }

    private List<List<String>> body() {
      return new ArrayList<>(rows.subList(2, rows.size()));
    }
  }
}
