package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.Setting;
import io.weir.kafka.testcluster.metadata.SettingCatalogue;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import java.util.List;
import java.util.SortedMap;

/**
 * Changes settings of topics, and of brokers that run.
 *
 * <p>Owned by the core's thread. When a change allows unclean leaders, partitions without a leader
 * get one at once; a real controller looks every five minutes.
 */
final class Configs {

  private final ClusterState state;
  private final Elections elections;

  Configs(ClusterState state, Elections elections) {
    this.state = state;
    this.elections = elections;
  }

  TopicImage plan(TopicImage topic, List<ConfigChange> changes) {
    SortedMap<String, String> changed =
        ConfigChanges.apply(SettingCatalogue.TOPIC, topic.settings().overrides(), changes);
    return topic.withSettings(TopicSettings.of(changed, state.image().settings()));
  }

  TopicImage alter(TopicImage topic, List<ConfigChange> changes) {
    TopicImage changed = plan(topic, changes);
    state.put(changed);
    elections.fillVacancies();
    return changed;
  }

  SortedMap<String, String> plan(String broker, List<ConfigChange> changes) {
    SortedMap<String, String> changed = changed(broker, changes);
    List<String> fixed =
        changes.stream().map(ConfigChange::name).filter(Configs::isFixed).sorted().toList();
    if (!fixed.isEmpty()) {
      throw new RejectedException(
          ErrorCode.INVALID_REQUEST, "Cannot update these configs dynamically: " + fixed);
    }
    return changed;
  }

  private SortedMap<String, String> changed(String broker, List<ConfigChange> changes) {
    try {
      return ConfigChanges.apply(
          SettingCatalogue.BROKER, state.image().dynamicConfigs().changes(broker), changes);
    } catch (RejectedException e) {
      // What is wrong with a topic's config is an invalid config, with a broker's an invalid
      // request.
      throw new RejectedException(ErrorCode.INVALID_REQUEST, e.reason());
    }
  }

  private static boolean isFixed(String name) {
    Setting<?> setting = SettingCatalogue.BROKER.find(name);
    return setting != null && !SettingCatalogue.BROKER.isDynamic(setting);
  }

  void alter(String broker, List<ConfigChange> changes) {
    state.putConfigs(broker, plan(broker, changes));
    elections.fillVacancies();
  }
}
