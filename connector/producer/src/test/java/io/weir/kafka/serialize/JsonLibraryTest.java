package io.weir.kafka.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.SerializationException;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class JsonLibraryTest {

  @Test
  void withoutAnyLibraryTheErrorNamesWhatToAdd() throws Exception {
    assertThat(runWithout("jackson", "json.bind", "yasson"))
        .containsExactly(
            "value.serializer = 'json': there is no JSON library; add"
                + " com.fasterxml.jackson.core:jackson-databind or org.eclipse:yasson",
            "value.serializer = 'jsonb': there is no JSON library; add org.eclipse:yasson",
            "Channel 'out', topic 't': the choice by payload type cannot serialize the value of"
                + " type java.util.ImmutableCollections$ListN: there is no JSON library; add"
                + " com.fasterxml.jackson.core:jackson-databind or org.eclipse:yasson, or name a"
                + " serializer in value.serializer");
  }

  @Test
  void anApiWithoutImplementationIsAProblemOfTheSettings() throws Exception {
    assertThat(runWithout("jackson", "yasson").get(0))
        .startsWith("value.serializer = 'json': the JSON library does not start (")
        .endsWith("add org.eclipse:yasson");
  }

  @Test
  void withoutJacksonJsonIsWrittenByJsonB() throws Exception {
    assertThat(runWithout("jackson")).isEmpty();
  }

  /** What goes wrong on a class path without the jars whose names contain one of these. */
  @SuppressWarnings("unchecked") // Probe is a Callable of that type, of another class loader.
  private static List<String> runWithout(String... jars) throws Exception {
    try (URLClassLoader loader = classPathWithout(List.of(jars))) {
      Thread thread = Thread.currentThread();
      ClassLoader usual = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        return ((Callable<List<String>>)
                loader.loadClass(Probe.class.getName()).getConstructor().newInstance())
            .call();
      } finally {
        thread.setContextClassLoader(usual);
      }
    }
  }

  private static URLClassLoader classPathWithout(List<String> jars) throws IOException {
    List<URL> kept = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (jars.stream().noneMatch(Path.of(entry).getFileName().toString()::contains)) {
        kept.add(toUrl(entry));
      }
    }
    return new URLClassLoader(kept.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static URL toUrl(String entry) throws MalformedURLException {
    return Path.of(entry).toUri().toURL();
  }

  /** Runs inside the other class loader. */
  public static final class Probe implements Callable<List<String>> {
    @Override
    public List<String> call() {
      Problems problems = new Problems("out");
      resolve(Map.of("value.serializer", "json"), problems);
      resolve(Map.of("value.serializer", "jsonb"), problems);
      List<String> errors = new ArrayList<>(problems.errors());
      RecordEncoder encoder = resolve(Map.of(), problems).newEncoder();
      try {
        encoder.encode("t", null, List.of(), RecordHeaders.empty());
      } catch (SerializationException failure) {
        errors.add(failure.getMessage());
      }
      return errors;
    }

    private static RecordSerializers resolve(Map<String, String> values, Problems problems) {
      ChannelSettings settings = ChannelSettings.read(SettingsSource.of(values), problems);
      return RecordSerializers.resolve(settings, BeanLookup.NONE, problems);
    }
  }
}
