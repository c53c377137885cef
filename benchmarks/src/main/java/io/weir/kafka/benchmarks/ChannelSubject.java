package io.weir.kafka.benchmarks;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.function.BiConsumer;

/**
 * Sends through an outgoing channel of a small CDI application; the connector is a name in its
 * configuration, and nothing else differs between two connectors.
 */
final class ChannelSubject {
  private final String connector;
  private final Workload workload;
  private final Target target;

  ChannelSubject(String connector, Workload workload, Target target) {
    this.connector = connector;
    this.workload = workload;
    this.target = target;
  }

  Usage send(Meter meter) throws InterruptedException {
    configure();
    Outbox outbox = new Outbox(workload, meter);
    SeContainerInitializer application =
        SeContainerInitializer.newInstance().addExtensions(new OutboxExtension(outbox));
    try (SeContainer container = start(application)) {
      if (workload.entry == Workload.Entry.EMITTER) {
        container.select(EmitterApplication.class).get().sendAll();
      }
      return meter.await();
    }
  }

  private SeContainer start(SeContainerInitializer application) {
    return switch (workload.entry) {
      case EMITTER -> application.addBeanClasses(EmitterApplication.class).initialize();
      case STREAM -> application.addBeanClasses(StreamApplication.class).initialize();
    };
  }

  /** System properties are a source of MicroProfile configuration. */
  private void configure() {
    BiConsumer<String, String> attribute =
        (name, value) ->
            System.setProperty("mp.messaging.outgoing." + Outbox.CHANNEL + "." + name, value);
    workload.kafkaSettings(target.bootstrapServers).forEach(attribute);
    attribute.accept("connector", connector);
    attribute.accept("topic", target.topic);
    attribute.accept("max-inflight-messages", String.valueOf(workload.inFlight));
    attribute.accept("tracing-enabled", "false");
    workload.attributes.forEach(attribute);
    System.setProperty(
        "mp.messaging.emitter.default-buffer-size", String.valueOf(workload.inFlight));
  }
}
