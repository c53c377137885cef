package io.weir.kafka.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What an application may have on its class path, and what it may lack. */
class ClassPathsTest {

  private static final Path OLDER = Path.of("target", "older-kafka-clients.jar");

  @Test
  void anOlderKafkaClientsIsServedAsWell() throws Exception {
    try (OtherClassPath older =
        OtherClassPath.without(entry -> entry.contains("kafka-clients"), OLDER)) {
      older.run(
          () ->
              assertThat(older.newInstance(RefereeDriver.class, Callable.class).call())
                  .isEqualTo("3.9.1"));
    }
  }

  @Test
  void smallRyeKafkaNeedNotBeThere() throws Exception {
    try (OtherClassPath plain =
        OtherClassPath.without(entry -> entry.contains("smallrye-reactive-messaging-kafka"))) {
      assertThatThrownBy(
              () -> plain.loadClass("io.smallrye.reactive.messaging.kafka.KafkaConnector"))
          .isInstanceOf(ClassNotFoundException.class);
      plain.run(
          () -> {
            assertThat(plain.newInstance(RefereeDriver.class, Callable.class).call())
                .isNotEqualTo("3.9.1");
            assertThat(plain.newInstance(ApplicationDriver.class, Callable.class).call())
                .isEqualTo("hello");
          });
    }
  }

  @Test
  void withoutTheBridgeNoClassOfKafkaClientsIsLoaded() throws Exception {
    try (OtherClassPath bridgeless =
        OtherClassPath.without(
            entry -> entry.endsWith(Path.of("bridge", "target", "classes").toString()))) {
      bridgeless.run(
          () ->
              assertThat(bridgeless.newInstance(NoBridgeDriver.class, Callable.class).call())
                  .isEqualTo("hello"));

      assertThat(bridgeless.asked())
          .isNotEmpty()
          .noneMatch(name -> name.startsWith("org.apache.kafka."))
          .noneMatch(name -> name.startsWith("io.smallrye.reactive.messaging.kafka."));
    }
  }

  @Test
  void theBridgeWithoutKafkaClientsDoesNothing() throws Exception {
    try (OtherClassPath bare =
        OtherClassPath.without(
            entry ->
                entry.contains("kafka-clients")
                    || entry.contains("smallrye-reactive-messaging-kafka"))) {
      bare.run(
          () ->
              assertThat(bare.newInstance(ApplicationDriver.class, Callable.class).call())
                  .isEqualTo("hello"));

      assertThat(bare.asked()).contains(KafkaClientsBridge.class.getName());
    }
  }

  @Test
  void noBeanHasAFieldOfATypeThatOnlySmallRyeKafkaHas() {
    assertThat(KafkaClientsBeans.class.getDeclaredFields())
        .as("Quarkus makes each bean's class at start, and would not start")
        .extracting(field -> field.getGenericType().getTypeName())
        .noneMatch(type -> type.contains("smallrye"));
  }
}
