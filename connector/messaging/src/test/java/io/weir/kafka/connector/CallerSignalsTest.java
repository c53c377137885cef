package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.DeliveryMetadata;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.connector.ChannelSubscriber.Messages;
import io.weir.kafka.connector.ChannelSubscriber.Parts;
import io.weir.kafka.mapping.Mappers;
import io.weir.kafka.mapping.MessageMetadata;
import io.weir.kafka.observe.MessageTracer;
import io.weir.kafka.spi.Bridges;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages that bring along where their callers want to hear of them. */
class CallerSignalsTest extends ChannelFixture {

  /** Stands for the context of a caller; runs what it is given when the test says so. */
  private record Caller(ManualExecutor executor) {}

  private static final CallerContexts BY_METADATA =
      new CallerContexts() {
        @Override
        public @Nullable Executor current() {
          return null;
        }

        @Override
        public @Nullable Executor of(Message<?> message) {
          for (Object item : MessageMetadata.of(message)) {
            if (item instanceof Caller caller) {
              return caller.executor;
            }
          }
          return null;
        }
      };

  private final ManualExecutor caller = new ManualExecutor();
  private final DeliveryMetadata delivery = new DeliveryMetadata();
  private final ChannelSubscriber channel = subscribedWithCallers();

  private ChannelSubscriber subscribedWithCallers() {
    ChannelSubscriber subscriber =
        new ChannelSubscriber(
            settings(),
            new Parts(
                completions,
                timers,
                new Messages(
                    Mappers.plain("topic"),
                    new Receipts(Bridges.NONE),
                    BY_METADATA,
                    MessageTracer.NONE)),
            this::open);
    subscriber.onSubscribe(upstream);
    return subscriber;
  }

  @Test
  void receipt_and_ack_are_given_where_the_caller_is() {
    channel.onNext(messageOfCaller("a"));
    pipeline().deliver(1);
    completions.runAll();
    assertThat(signals).isEmpty();
    assertThat(delivery.receipt()).isEmpty();

    caller.runAll();

    assertThat(signals).containsExactly("ack a");
    assertThat(delivery.receipt()).isPresent();
  }

  @Test
  void a_nack_is_given_where_the_caller_is() {
    channel.onNext(messageOfCaller("a"));
    pipeline().fail(new RecordTooLargeException("too large"));
    completions.runAll();
    assertThat(signals).isEmpty();

    caller.runAll();

    assertThat(signals).containsExactly("nack a");
  }

  @Test
  void a_message_of_nobody_gets_its_signal_on_the_completion_task() {
    channel.onNext(message("a"));
    pipeline().deliver(1);
    completions.runAll();

    assertThat(signals).containsExactly("ack a");
  }

  @Test
  void a_channel_is_closed_only_when_the_last_signal_has_been_given() {
    channel.onNext(messageOfCaller("a"));
    pipeline().deliver(1);
    CompletableFuture<Settlement.Report> closed =
        channel.close(Duration.ofSeconds(1)).toCompletableFuture();
    completions.runAll();
    assertThat(closed).isNotDone();

    caller.runAll();
    completions.runAll();

    assertThat(closed).isCompletedWithValue(new Settlement.Report(1, 0, 0, 0));
  }

  @Test
  void a_signal_that_fails_at_the_caller_is_counted_on_the_completion_task() {
    Message<String> failing =
        Message.of(
            "a",
            List.of(new Caller(caller)),
            () -> {
              throw new IllegalStateException("wanted by the test");
            });
    channel.onNext(failing);
    channel.onNext(messageOfCaller("b"));
    pipeline().deliver(2);
    completions.runAll();

    caller.runAll();

    assertThat(signals).containsExactly("ack b");
    assertThat(completions.size()).isEqualTo(1);
    completions.runAll();
  }

  private Message<String> messageOfCaller(String payload) {
    return Message.of(
        payload,
        List.of(new Caller(caller), delivery),
        () -> {
          signals.add("ack " + payload);
          return CompletableFuture.completedFuture(null);
        },
        reason -> {
          signals.add("nack " + payload);
          return CompletableFuture.completedFuture(null);
        });
  }
}
