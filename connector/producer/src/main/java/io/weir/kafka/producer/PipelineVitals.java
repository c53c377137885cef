package io.weir.kafka.producer;

import io.weir.kafka.batch.Accumulator;
import io.weir.kafka.cluster.Metadata;
import io.weir.kafka.cluster.TopicInquiry;
import io.weir.kafka.network.Loop;
import io.weir.kafka.send.Sender;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The {@link Vitals} of a pipeline: reads what any thread may read, and brings all else to the
 * event loop. The stages refuse what comes after their end; a loop that has ended takes nothing.
 */
final class PipelineVitals implements Vitals {

  private static final System.Logger LOG = System.getLogger("io.weir.kafka.producer");

  /**
   * What is read and asked.
   *
   * @param requestTimeoutNanos bounds a question
   */
  record Parts(
      Loop loop,
      Accumulator accumulator,
      Metadata metadata,
      Sender sender,
      long requestTimeoutNanos) {}

  private final Parts parts;

  PipelineVitals(Parts parts) {
    this.parts = parts;
  }

  @Override
  public long memoryLimitBytes() {
    return parts.accumulator.budget().limitBytes();
  }

  @Override
  public long memoryUsedBytes() {
    return parts.accumulator.budget().usedBytes();
  }

  @Override
  public int blockingPartitions() {
    return parts.accumulator.blockingPartitions();
  }

  @Override
  public boolean isBlocking(String topic, int partition) {
    return parts.accumulator.isBlocking(topic, partition);
  }

  @Override
  public void lookForBroker() {
    onLoop(parts.metadata::begin);
  }

  @Override
  public void inquire(String topic, Consumer<String> problem) {
    onLoop(
        () ->
            TopicInquiry.ask(
                parts.metadata.anyBroker(), topic, parts.requestTimeoutNanos, problem));
  }

  @Override
  public void tryAgain() {
    onLoop(parts.sender::prepare);
  }

  @Override
  public void ping(Runnable answer) {
    onLoop(answer);
  }

  private void onLoop(Runnable task) {
    try {
      parts.loop.execute(task);
    } catch (RejectedExecutionException ended) {
      LOG.log(System.Logger.Level.DEBUG, "a vital sign was asked for after the end");
    }
  }
}
