package io.weir.kafka.connector;

import io.weir.kafka.connector.PatientUpstream.Patience;
import io.weir.kafka.producer.CompletionThreads;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;

/** What an emitter feeds its channel with, under the kit of Reactive Streams. */
public class EmitterTckTest extends PublisherVerification<Message<?>> {

  private static final int MOST = 10_000;

  /** For a signal that must come; the kit sleeps so long where it expects an error. */
  private static final long DEADLINE_MS = 2_000;

  public EmitterTckTest() {
    super(new TestEnvironment(DEADLINE_MS, SubscriberTckTest.SILENCE_MS));
  }

  @Override
  public long maxElementsFromPublisher() {
    return MOST;
  }

  @Override
  public Publisher<Message<?>> createPublisher(long elements) {
    PatientUpstream upstream = newUpstream();
    for (long i = 0; i < elements; i++) {
      upstream.send(Message.of("element-" + i));
    }
    upstream.complete();
    return publisher(upstream);
  }

  @Override
  public Publisher<Message<?>> createFailedPublisher() {
    PatientUpstream upstream = newUpstream();
    upstream.fail(new IllegalStateException("failed before"));
    return publisher(upstream);
  }

  private static PatientUpstream newUpstream() {
    return new PatientUpstream(
        new Patience("tck", MOST, TimeUnit.SECONDS.toNanos(60)),
        new CompletionTask(CompletionThreads.executor(), CompletionThreads.executor()),
        DaemonTimers.SHARED);
  }

  private static Publisher<Message<?>> publisher(PatientUpstream upstream) {
    Flow.Publisher<Message<?>> flow = new UpstreamPublisher<>(upstream);
    return FlowAdapters.toPublisher(flow);
  }
}
