package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.Setting;
import io.weir.kafka.testcluster.metadata.SettingCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Applies changes to given settings as IncrementalAlterConfigs says; pure. */
final class ConfigChanges {

  private final SettingCatalogue catalogue;
  private final SortedMap<String, String> configs;

  private ConfigChanges(SettingCatalogue catalogue, SortedMap<String, String> given) {
    this.catalogue = catalogue;
    this.configs = new TreeMap<>(given);
  }

  /**
   * @param given stays as it is
   * @return what then is given
   * @throws RejectedException with INVALID_CONFIG for an unknown name, a bad value, or a list
   *     operation on what is no list
   */
  static SortedMap<String, String> apply(
      SettingCatalogue catalogue, SortedMap<String, String> given, List<ConfigChange> changes) {
    ConfigChanges result = new ConfigChanges(catalogue, given);
    changes.forEach(result::apply);
    return result.configs;
  }

  private void apply(ConfigChange change) {
    try {
      String value = changed(change);
      if (value == null) {
        configs.remove(change.name());
      } else {
        catalogue.get(change.name()).parse(value);
        configs.put(change.name(), value);
      }
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable String changed(ConfigChange change) {
    return switch (change.operation()) {
      case DELETE -> null; // as in Kafka, be the name known or not
      case SET -> required(change);
      case APPEND -> appended(words(change), required(change));
      case SUBTRACT -> subtracted(words(change), required(change));
    };
  }

  private static String required(ConfigChange change) {
    String value = change.value();
    if (value == null) {
      throw invalid("Null value not supported for : " + change.name());
    }
    return value;
  }

  private List<String> words(ConfigChange change) {
    Setting<?> setting = catalogue.get(change.name());
    if (setting.type() != Setting.Type.LIST) {
      throw invalid(
          "Can't %s to key %s because its type is not LIST."
              .formatted(change.operation(), setting.name()));
    }
    String present = configs.getOrDefault(setting.name(), setting.defaultText());
    return split(present == null ? "" : present);
  }

  private static List<String> split(String text) {
    return text.isBlank() ? List.of() : Arrays.asList(text.trim().split("\\s*,\\s*", -1));
  }

  private static String appended(List<String> present, String more) {
    List<String> all = new ArrayList<>(present);
    split(more).stream().filter(word -> !all.contains(word)).forEach(all::add);
    return String.join(",", all);
  }

  private static String subtracted(List<String> present, String less) {
    List<String> rest = new ArrayList<>(present);
    rest.removeAll(split(less));
    return String.join(",", rest);
  }

  private static RejectedException invalid(String message) {
    return new RejectedException(ErrorCode.INVALID_CONFIG, message);
  }
}
