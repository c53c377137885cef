package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.weir.kafka.protocol.DescribeConfigsResponse.DescribeConfigsSynonym;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.Setting;
import io.weir.kafka.testcluster.metadata.Setting.Synonym;
import io.weir.kafka.testcluster.metadata.SettingCatalogue;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Configurations as administrators are told them: each value with where it comes from, and with the
 * values that would hold without it, the strongest first (KIP-226).
 *
 * <p>Immutable; made for one request.
 *
 * @param settings what was given for all brokers
 */
record ConfigEntries(ClusterSettings settings) {

  /** Of KIP-226: where a value comes from. */
  static final byte TOPIC_CONFIG = 1;

  static final byte STATIC_BROKER_CONFIG = 4;
  static final byte DEFAULT_CONFIG = 5;

  /** Of KIP-569: what a value is; the first of {@link Setting.Type} has the type 1. */
  private static final int FIRST_TYPE = 1;

  /** All of a topic, by name. */
  List<DescribeConfigsResourceResult> ofTopic(TopicSettings topic) {
    return SettingCatalogue.TOPIC.all().stream().map(each -> ofTopic(each, topic)).toList();
  }

  private DescribeConfigsResourceResult ofTopic(Setting<?> setting, TopicSettings topic) {
    String value = canonical(setting, topic.text(setting));
    List<DescribeConfigsSynonym> synonyms = new ArrayList<>();
    if (topic.overrides().containsKey(setting.name())) {
      synonyms.add(new DescribeConfigsSynonym(setting.name(), value, TOPIC_CONFIG));
    }
    synonyms.addAll(synonyms(setting.synonyms().stream().map(Synonym::name).toList()));
    return entry(setting, value, false, synonyms);
  }

  /** All of a broker, by name. */
  List<DescribeConfigsResourceResult> ofBroker() {
    return SettingCatalogue.BROKER.all().stream().map(this::ofBroker).toList();
  }

  private DescribeConfigsResourceResult ofBroker(Setting<?> setting) {
    String given = settings.given().get(setting.name());
    String value = given != null ? given : setting.defaultText();
    return entry(setting, value, true, synonyms(brokerSynonyms(setting.name())));
  }

  /** A broker's settings that mean the same in other units, the strongest first. */
  private static List<String> brokerSynonyms(String name) {
    for (Setting<?> topicSetting : SettingCatalogue.TOPIC.all()) {
      List<String> names = topicSetting.synonyms().stream().map(Synonym::name).toList();
      if (names.contains(name)) {
        return names.subList(names.indexOf(name), names.size());
      }
    }
    return List.of(name);
  }

  /**
   * What is given for any of the names, then what any of them has by default, from the first of the
   * names on: what comes before it is of another unit, and Kafka does not tell that.
   */
  private List<DescribeConfigsSynonym> synonyms(List<String> names) {
    List<DescribeConfigsSynonym> all = new ArrayList<>();
    for (String name : names) {
      add(name, settings.given().get(name), STATIC_BROKER_CONFIG, all);
    }
    for (String name : names) {
      Setting<?> setting = SettingCatalogue.BROKER.find(name);
      add(name, setting == null ? null : setting.defaultText(), DEFAULT_CONFIG, all);
    }
    return all.stream().dropWhile(each -> !each.name().equals(names.get(0))).toList();
  }

  private static void add(
      String name, @Nullable String value, byte source, List<DescribeConfigsSynonym> to) {
    if (value != null) {
      to.add(new DescribeConfigsSynonym(name, value, source));
    }
  }

  private static DescribeConfigsResourceResult entry(
      Setting<?> setting,
      @Nullable String value,
      boolean readOnly,
      List<DescribeConfigsSynonym> synonyms) {
    return new DescribeConfigsResourceResult(
        setting.name(),
        value,
        readOnly,
        synonyms.isEmpty() ? DEFAULT_CONFIG : synonyms.get(0).source(),
        false,
        synonyms,
        (byte) (setting.type().ordinal() + FIRST_TYPE),
        setting.doc());
  }

  /** The value as Kafka writes it, whatever spaces and capitals it was given with. */
  private static @Nullable String canonical(Setting<?> setting, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Object value = setting.parse(text);
    return value instanceof List<?> words
        ? String.join(",", words.stream().map(String::valueOf).toList())
        : value.toString();
  }
}
