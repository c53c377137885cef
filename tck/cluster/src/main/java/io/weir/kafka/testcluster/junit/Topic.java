package io.weir.kafka.testcluster.junit;

import io.weir.kafka.testcluster.TopicSpec;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A topic that is there when the test begins. */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Topic {

  String name();

  /** How many; by default {@code num.partitions}. */
  int partitions() default TopicSpec.DEFAULT;

  /** Replicas of each partition; by default {@code default.replication.factor}. */
  int replicationFactor() default TopicSpec.DEFAULT;

  /** Kafka's topic configs, each as {@code name=value}. */
  String[] settings() default {};
}
