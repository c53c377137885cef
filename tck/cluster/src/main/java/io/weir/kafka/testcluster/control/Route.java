package io.weir.kafka.testcluster.control;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked for.
 *
 * @param method such as {@code POST}
 * @param path its segments in braces are placeholders, such as {@code /brokers/{id}/kill}
 * @param parameters what its query may name
 * @param help one line
 * @param action makes the answer, which {@link Json} writes; a string is answered as text
 */
record Route(String method, String path, List<String> parameters, String help, Action action) {

  Route {
    parameters = List.copyOf(parameters);
  }

  /** What a route does; on a thread of the control server. */
  @FunctionalInterface
  interface Action {
    /**
     * @throws BadRequest if the parameters make no sense
     * @throws IllegalArgumentException if the cluster says so
     */
    @Nullable Object answer(Parameters parameters);
  }

  static Route get(String path, List<String> parameters, String help, Action action) {
    return new Route("GET", path, parameters, help, action);
  }

  static Route post(String path, List<String> parameters, String help, Action action) {
    return new Route("POST", path, parameters, help, action);
  }

  static Route delete(String path, String help, Action action) {
    return new Route("DELETE", path, List.of(), help, action);
  }

  /** The values of the placeholders, if the path fits. */
  Optional<Parameters> match(String asked) {
    String[] wanted = path.split("/", -1);
    String[] given = asked.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    Parameters found = new Parameters();
    for (int i = 0; i < wanted.length; i++) {
      if (isPlaceholder(wanted[i])) {
        found.add(name(wanted[i]), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  /** All names that a request may use. */
  List<String> allowed() {
    Stream<String> placeholders =
        Stream.of(path.split("/", -1)).filter(Route::isPlaceholder).map(Route::name);
    return Stream.concat(placeholders, parameters.stream()).toList();
  }

  private static boolean isPlaceholder(String segment) {
    return segment.startsWith("{");
  }

  private static String name(String placeholder) {
    return placeholder.substring(1, placeholder.length() - 1);
  }

  /** For the page that lists all. */
  String helpText() {
    String names = parameters.isEmpty() ? "" : "\n         " + String.join(", ", parameters);
    return "%-6s %s%n         %s%s%n".formatted(method, path, help, names);
  }
}
