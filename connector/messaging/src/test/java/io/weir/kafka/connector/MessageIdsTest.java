package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageIdsTest {

  private static final Path ROOT = Path.of("../..");
  private static final Pattern LOGGED = Pattern.compile("\"(WEIR\\d{5})");
  private static final Pattern TOLD = Pattern.compile("^\\| (WEIR\\d{5}) \\|", Pattern.MULTILINE);

  @Test
  void eachMessageThatIsLoggedIsDocumentedAndTheOtherWayRound() throws IOException {
    Set<String> logged = new TreeSet<>();
    for (String module : new String[] {"protocol", "producer", "messaging", "bridge"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve("connector/" + module + "/src/main"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> logged.addAll(idsIn(file, LOGGED)));
      }
    }
    assertThat(logged).isNotEmpty().isEqualTo(idsIn(ROOT.resolve("docs/messages.md"), TOLD));
  }

  private static Set<String> idsIn(Path file, Pattern pattern) {
    try {
      Set<String> ids = new TreeSet<>();
      pattern.matcher(Files.readString(file)).results().forEach(found -> ids.add(found.group(1)));
      return ids;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
