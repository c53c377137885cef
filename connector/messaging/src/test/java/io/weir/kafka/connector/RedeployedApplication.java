package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.weir.kafka.connector.TestApplication.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * Runs within the class loaders that {@link RedeploymentTest} makes: starts an application, and
 * returns what sends, on whatever thread runs it, and then stops.
 */
final class RedeployedApplication implements BiFunction<String, Integer, Callable<Boolean>> {

  @Override
  public Callable<Boolean> apply(String bootstrapServers, Integer messages) {
    Settings settings = Settings.kafka(bootstrapServers).channel("out");
    TestApplication application = TestApplication.start(settings, Sender.class);
    return () -> {
      try (application) {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
          sent.add(application.get(Sender.class).send("m" + i));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(60, SECONDS);
        return true;
      }
    };
  }
}
