package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.CreateTopicsResponse.CreatableTopicConfigs;
import io.weir.kafka.protocol.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.weir.kafka.protocol.DescribeConfigsResponse.DescribeConfigsSynonym;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.DynamicConfigs;
import io.weir.kafka.testcluster.metadata.Setting;
import io.weir.kafka.testcluster.metadata.Setting.Synonym;
import io.weir.kafka.testcluster.metadata.SettingCatalogue;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Configurations as administrators are told them: each value with where it comes from, and with the
 * values that would hold without it, the strongest first (KIP-226).
 *
 * <p>Immutable; made for one request.
 *
 * @param image where the topics and the changes of settings are from
 * @param broker the one that is asked
 */
record ConfigEntries(ClusterImage image, int broker) {

  /** Of KIP-226: where a value comes from. */
  static final byte TOPIC_CONFIG = 1;

  static final byte DYNAMIC_BROKER_CONFIG = 2;
  static final byte DYNAMIC_DEFAULT_BROKER_CONFIG = 3;
  static final byte STATIC_BROKER_CONFIG = 4;
  static final byte DEFAULT_CONFIG = 5;

  /** Of KIP-569: what a value is; the first of {@link Setting.Type} has the type 1. */
  private static final int FIRST_TYPE = 1;

  /** All of a topic, by name. */
  List<DescribeConfigsResourceResult> ofTopic(TopicImage topic) {
    TopicSettings settings = topic.settings().withDefaults(image.settings(broker));
    return SettingCatalogue.TOPIC.all().stream().map(each -> ofTopic(each, settings)).toList();
  }

  private DescribeConfigsResourceResult ofTopic(Setting<?> setting, TopicSettings topic) {
    String value = canonical(setting, topic.text(setting));
    List<DescribeConfigsSynonym> synonyms = new ArrayList<>();
    if (topic.overrides().containsKey(setting.name())) {
      synonyms.add(new DescribeConfigsSynonym(setting.name(), value, TOPIC_CONFIG));
    }
    synonyms.addAll(synonyms(namesOf(setting)));
    return entry(setting, value, Access.WRITABLE, synonyms);
  }

  private static List<String> namesOf(Setting<?> topicSetting) {
    return topicSetting.synonyms().stream().map(Synonym::name).toList();
  }

  /** All of a topic that has just been created, by name (KIP-525). */
  List<CreatableTopicConfigs> ofNew(TopicImage topic) {
    return SettingCatalogue.TOPIC.all().stream().map(each -> ofNew(each, topic)).toList();
  }

  private CreatableTopicConfigs ofNew(Setting<?> setting, TopicImage topic) {
    String value = canonical(setting, topic.settings().text(setting));
    return new CreatableTopicConfigs(setting.name(), value, false, source(setting, topic), false);
  }

  /** Here Kafka counts what is given in another unit too. */
  private byte source(Setting<?> setting, TopicImage topic) {
    List<String> names = namesOf(setting);
    if (topic.settings().overrides().containsKey(setting.name())) {
      return TOPIC_CONFIG;
    }
    DynamicConfigs dynamic = image.dynamicConfigs();
    if (names.stream().anyMatch(dynamic.changes(DynamicConfigs.ALL_BROKERS)::containsKey)) {
      return DYNAMIC_DEFAULT_BROKER_CONFIG;
    }
    return names.stream().anyMatch(dynamic.started().given()::containsKey)
        ? STATIC_BROKER_CONFIG
        : DEFAULT_CONFIG;
  }

  /** All of the broker, by name. */
  List<DescribeConfigsResourceResult> ofBroker() {
    return SettingCatalogue.BROKER.all().stream().map(this::ofBroker).toList();
  }

  private DescribeConfigsResourceResult ofBroker(Setting<?> setting) {
    String given = image.settings(broker).given().get(setting.name());
    String value = given != null ? given : setting.defaultText();
    return entry(setting, value, access(setting), synonyms(brokerSynonyms(setting.name())));
  }

  /** What was changed for all brokers while they ran, by name. */
  List<DescribeConfigsResourceResult> ofAllBrokers() {
    return image.dynamicConfigs().changes(DynamicConfigs.ALL_BROKERS).entrySet().stream()
        .map(
            change -> ofAllBrokers(SettingCatalogue.BROKER.get(change.getKey()), change.getValue()))
        .toList();
  }

  private DescribeConfigsResourceResult ofAllBrokers(Setting<?> setting, String value) {
    return entry(
        setting,
        value,
        access(setting),
        synonyms(brokerSynonyms(setting.name())).stream()
            .filter(each -> each.source() == DYNAMIC_DEFAULT_BROKER_CONFIG)
            .toList());
  }

  /** A broker's settings that mean the same in other units, the strongest first. */
  private static List<String> brokerSynonyms(String name) {
    return SettingCatalogue.TOPIC.all().stream()
        .map(ConfigEntries::namesOf)
        .filter(names -> names.contains(name))
        .map(names -> names.subList(names.indexOf(name), names.size()))
        .findFirst()
        .orElse(List.of(name));
  }

  /**
   * What is given for any of the names, the strongest source first, from the first of the names on:
   * what comes before it is of another unit, and Kafka does not tell that.
   */
  private List<DescribeConfigsSynonym> synonyms(List<String> names) {
    DynamicConfigs dynamic = image.dynamicConfigs();
    List<DescribeConfigsSynonym> all = new ArrayList<>();
    add(names, dynamic.changes(Integer.toString(broker))::get, DYNAMIC_BROKER_CONFIG, all);
    add(
        names,
        dynamic.changes(DynamicConfigs.ALL_BROKERS)::get,
        DYNAMIC_DEFAULT_BROKER_CONFIG,
        all);
    add(names, dynamic.started().given()::get, STATIC_BROKER_CONFIG, all);
    add(names, ConfigEntries::defaultOf, DEFAULT_CONFIG, all);
    return all.stream().dropWhile(each -> !each.name().equals(names.get(0))).toList();
  }

  private static @Nullable String defaultOf(String brokerSetting) {
    Setting<?> setting = SettingCatalogue.BROKER.find(brokerSetting);
    return setting == null ? null : setting.defaultText();
  }

  private static void add(
      List<String> names,
      Function<String, @Nullable String> source,
      byte sourceId,
      List<DescribeConfigsSynonym> to) {
    for (String name : names) {
      String value = source.apply(name);
      if (value != null) {
        to.add(new DescribeConfigsSynonym(name, value, sourceId));
      }
    }
  }

  /** Whether an administrator can change an entry. */
  private enum Access {
    WRITABLE,
    READ_ONLY
  }

  private static Access access(Setting<?> brokerSetting) {
    return SettingCatalogue.BROKER.isDynamic(brokerSetting) ? Access.WRITABLE : Access.READ_ONLY;
  }

  private static DescribeConfigsResourceResult entry(
      Setting<?> setting,
      @Nullable String value,
      Access access,
      List<DescribeConfigsSynonym> synonyms) {
    return new DescribeConfigsResourceResult(
        setting.name(),
        value,
        access == Access.READ_ONLY,
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
