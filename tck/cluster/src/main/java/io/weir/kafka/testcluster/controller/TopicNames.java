package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicName;

/** Which names a new topic may have. */
final class TopicNames {

  private TopicNames() {}

  /**
   * @throws RejectedException with INVALID_TOPIC_EXCEPTION or TOPIC_ALREADY_EXISTS
   */
  static void check(String name, ClusterImage image) {
    TopicName.check(name);
    if (image.topic(name) != null) {
      throw new RejectedException(
          ErrorCode.TOPIC_ALREADY_EXISTS, "Topic '" + name + "' already exists.");
    }
    checkCollision(name, image);
  }

  /** Metric names turn a dot into an underscore, so Kafka refuses names that then are equal. */
  private static void checkCollision(String name, ClusterImage image) {
    if (name.indexOf('.') < 0 && name.indexOf('_') < 0) {
      return;
    }
    String folded = name.replace('.', '_');
    for (TopicImage topic : image.topics()) {
      if (topic.name().replace('.', '_').equals(folded)) {
        throw invalid("Topic '" + name + "' collides with existing topic: " + topic.name());
      }
    }
  }

  private static RejectedException invalid(String message) {
    return new RejectedException(ErrorCode.INVALID_TOPIC_EXCEPTION, message);
  }
}
