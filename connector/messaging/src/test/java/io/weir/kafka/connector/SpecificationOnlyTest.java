package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Where a runtime has the specification's API alone, whose messages have no metadata, the connector
 * does without.
 */
class SpecificationOnlyTest {

  private static final Path SPECIFICATION = Path.of("target", "specification.jar");

  /** What that runtime does not have, by pieces of the names of jars. */
  private static final List<String> MISSING =
      List.of(
          "smallrye-reactive-messaging",
          "smallrye-health",
          "microprofile-health",
          "micrometer",
          "opentelemetry");

  @Test
  void messagesWithoutMetadataAreSentAcknowledgedAndReceipted() throws Exception {
    try (URLClassLoader runtime = specificationOnly()) {
      Constructor<?> driver =
          runtime.loadClass(SpecificationOnlyDriver.class.getName()).getDeclaredConstructor();
      driver.setAccessible(true);

      assertThat(((Supplier<?>) driver.newInstance()).get()).isEqualTo("topic key");
    }
  }

  @Test
  void beansOfTypesThatAreMissingAreNoneAndTheConnectorStarts() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try (URLClassLoader runtime = specificationOnly()) {
      thread.setContextClassLoader(runtime);
      Constructor<?> driver =
          runtime.loadClass(SpecificationOnlyContainer.class.getName()).getDeclaredConstructor();
      driver.setAccessible(true);

      assertThat(((Supplier<?>) driver.newInstance()).get()).isEqualTo("started");
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  @Test
  void thatRuntimeHasNothingOfSmallRyesMessaging() throws Exception {
    try (URLClassLoader runtime = specificationOnly()) {
      assertThatThrownBy(
              () -> runtime.loadClass("io.smallrye.reactive.messaging.OutgoingMessageMetadata"))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> message = runtime.loadClass("org.eclipse.microprofile.reactive.messaging.Message");
      assertThatThrownBy(() -> message.getMethod("getMetadata"))
          .isInstanceOf(NoSuchMethodException.class);
    }
  }

  @Test
  void aContainerPassesOverWhatStandsOnMissingTypesWithoutAWord() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader runtime = specificationOnly()) {
      Thread.currentThread().setContextClassLoader(runtime);
      Constructor<?> driver =
          runtime.loadClass(BareRuntimeDriver.class.getName()).getDeclaredConstructor();
      driver.setAccessible(true);

      assertThat(((Supplier<?>) driver.newInstance()).get()).isEqualTo(List.of());
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void thatRuntimeHasNothingToObserveWith() throws Exception {
    try (URLClassLoader runtime = specificationOnly()) {
      for (String missing :
          List.of(
              "org.eclipse.microprofile.health.HealthCheck",
              "io.micrometer.core.instrument.MeterRegistry",
              "io.opentelemetry.api.OpenTelemetry")) {
        assertThatThrownBy(() -> runtime.loadClass(missing))
            .isInstanceOf(ClassNotFoundException.class);
      }
    }
  }

  private static URLClassLoader specificationOnly() throws Exception {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<URL> urls = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (MISSING.stream().noneMatch(entry::contains)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    urls.add(SPECIFICATION.toUri().toURL());
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
