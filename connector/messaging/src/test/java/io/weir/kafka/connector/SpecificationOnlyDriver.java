package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.ReceiptListener;
import io.weir.kafka.api.Record;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.config.ChannelAttributes.Acknowledgement;
import io.weir.kafka.config.ChannelAttributes.Failures;
import io.weir.kafka.config.FailureStrategy;
import io.weir.kafka.config.ObservationSettings.Search;
import io.weir.kafka.connector.ChannelSubscriber.Limits;
import io.weir.kafka.connector.ChannelSubscriber.Parts;
import io.weir.kafka.connector.ChannelSubscriber.Settings;
import io.weir.kafka.connector.ScriptedPipeline.Accepted;
import io.weir.kafka.mapping.Mappers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Runs within the class loader that {@link SpecificationOnlyTest} makes. */
final class SpecificationOnlyDriver implements Supplier<String> {

  private final ManualExecutor completions = new ManualExecutor();
  private final List<ScriptedPipeline> opened = new ArrayList<>();
  private final List<RecordReceipt> receipts = new ArrayList<>();
  private final ReceiptListener listener = receipts::add;
  private int acks;

  /** Sends a message from end to end; returns what its record was. */
  @Override
  public String get() {
    ChannelSubscriber subscriber =
        new ChannelSubscriber(
            new Settings(
                "out",
                Acknowledgement.WHEN_DELIVERED,
                new Limits(0, Duration.ZERO),
                new Failures(FailureStrategy.FAIL, "unused"),
                Search.AT_ONCE),
            new Parts(completions, new ManualTimers(), Mappers.plain("topic")),
            outcomes -> {
              opened.add(new ScriptedPipeline(outcomes, completions));
              return opened.get(0);
            });
    subscriber.onSubscribe(new UpstreamStub());
    subscriber.onNext(Message.of(Record.of("key", listener), this::ack));
    opened.get(0).deliver(1);
    completions.runAll();

    assertThat(acks).isEqualTo(1);
    assertThat(receipts).hasSize(1);
    Accepted record = opened.get(0).accepted.get(0);
    return record.topic() + " " + record.key();
  }

  private CompletableFuture<Void> ack() {
    acks++;
    return CompletableFuture.completedFuture(null);
  }
}
