package io.weir.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTableTest {

  private static final Path REFERENCE = Path.of("..", "..", "docs", "settings.md");

  @Test
  void theReferenceInDocsIsWhatTheCatalogueSays() throws IOException {
    String expected = SettingsTable.render();
    if (Boolean.getBoolean("weir.docs.update")) {
      Files.createDirectories(REFERENCE.getParent());
      Files.writeString(REFERENCE, expected);
    }
    assertThat(REFERENCE)
        .as(
            "docs/settings.md is stale; refresh it with: mvn -pl connector/producer -am test"
                + " -Dtest=SettingsTableTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dweir.docs.update=true")
        .hasContent(expected);
  }
}
