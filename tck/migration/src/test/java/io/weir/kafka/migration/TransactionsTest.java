package io.weir.kafka.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.transactions.KafkaTransactions;
import io.weir.kafka.api.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Transactions are smallrye-kafka's alone, and nobody is left to believe otherwise. */
class TransactionsTest {

  /** Writes within transactions. */
  @ApplicationScoped
  static class Ledger {

    @Inject
    @Channel("ledger")
    KafkaTransactions<String> ledger;
  }

  /** Writes without, but its channel is configured for transactions. */
  @ApplicationScoped
  static class Notes {

    @Inject
    @Channel("ledger")
    MutinyEmitter<String> notes;
  }

  @Test
  void theirEmitterFailsTheDeploymentOnAChannelOfWeir() {
    assertThatThrownBy(
            () ->
                RunningApplication.start(
                        Map.of("mp.messaging.outgoing.ledger.connector", "weir-kafka"),
                        Ledger.class)
                    .close())
        .isInstanceOf(DeploymentException.class)
        .hasStackTraceContaining("KafkaTransactionsFactory");
  }

  @Test
  void aTransactionalIdIsRefusedNotIgnored() {
    Map<String, String> properties =
        Map.of(
            "mp.messaging.outgoing.ledger.connector", "weir-kafka",
            "mp.messaging.outgoing.ledger.transactional.id", "tx");

    Throwable failure =
        catchThrowable(() -> RunningApplication.start(properties, Notes.class).close());

    assertThat(configurationProblem(failure))
        .hasMessageContaining("transactional.id")
        .hasMessageContaining("transactions are not supported yet");
  }

  private static @Nullable Throwable configurationProblem(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof ConfigurationException)) {
      cause = cause.getCause();
    }
    return cause;
  }
}
