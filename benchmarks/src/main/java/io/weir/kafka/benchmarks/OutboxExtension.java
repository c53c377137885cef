package io.weir.kafka.benchmarks;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;

/** Makes the {@link Outbox} of this run injectable. */
final class OutboxExtension implements Extension {
  private final Outbox outbox;

  OutboxExtension(Outbox outbox) {
    this.outbox = outbox;
  }

  void addOutbox(@Observes AfterBeanDiscovery event) {
    event.addBean().addType(Outbox.class).scope(Singleton.class).createWith(context -> outbox);
  }
}
