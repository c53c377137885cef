package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What became of the topics that a client asked for and that were not there: created, or refused.
 * Immutable.
 */
record AutoCreation(Map<String, TopicImage> created, Map<String, ErrorCode> refused) {

  /** Nothing was created. */
  static final AutoCreation NONE = new AutoCreation(Map.of(), Map.of());

  AutoCreation {
    created = Map.copyOf(created);
    refused = Map.copyOf(refused);
  }

  /** Creates the topics of these names, unless they are there by now; runs at the controller. */
  static AutoCreation at(Controller controller, Collection<String> names) {
    Map<String, TopicImage> created = new HashMap<>();
    Map<String, ErrorCode> refused = new HashMap<>();
    for (String name : names) {
      try {
        created.put(name, topic(controller, name));
      } catch (RejectedException e) {
        refused.put(name, e.error());
      }
    }
    return new AutoCreation(created, refused);
  }

  private static TopicImage topic(Controller controller, String name) {
    TopicImage known = controller.image().topic(name);
    if (known != null) {
      return known;
    }
    return name.equals(TopicImage.OFFSETS)
        ? controller.createOffsetsTopic()
        : controller.create(NewTopic.named(name));
  }

  ErrorCode error(String name) {
    return refused.getOrDefault(name, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  }
}
