package io.weir.kafka.testcluster.control;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a parameter may be, by name. Names are compared without case, {@code -} and {@code _}. */
final class Choices {

  /** The APIs that the cluster speaks, such as {@code LIST_OFFSETS}. */
  private static final Map<String, Api<?, ?>> APIS =
      Apis.ALL.stream()
          .collect(
              Collectors.toMap(
                  Choices::constant, Function.identity(), (one, other) -> one, LinkedHashMap::new));

  private Choices() {}

  static Api<?, ?> api(String name) {
    return choose("api", name, APIS);
  }

  static ErrorCode error(String parameter, String name) {
    return of(parameter, name, ErrorCode.class);
  }

  static <E extends Enum<E>> E of(String parameter, String name, Class<E> type) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      choices.put(constant.name(), constant);
    }
    return choose(parameter, name, choices);
  }

  private static <T> T choose(String parameter, String name, Map<String, T> choices) {
    return choices.entrySet().stream()
        .filter(choice -> plain(choice.getKey()).equals(plain(name)))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequest(
                    "'%s' cannot be '%s'; allowed: %s"
                        .formatted(parameter, name, String.join(", ", choices.keySet()))));
  }

  private static String plain(String name) {
    return name.replaceAll("[-_]", "").toUpperCase(Locale.ROOT);
  }

  /** Such as {@code LIST_OFFSETS} of ListOffsets. */
  private static String constant(Api<?, ?> api) {
    return api.name().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }
}
