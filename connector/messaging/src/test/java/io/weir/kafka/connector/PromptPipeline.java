package io.weir.kafka.connector;

import io.weir.kafka.producer.Admission;
import io.weir.kafka.producer.Outcomes;
import io.weir.kafka.producer.Pipeline;
import io.weir.kafka.producer.RecordDraft;
import io.weir.kafka.producer.Vitals;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A pipeline without end that delivers each record at once, on the completion task. Any thread. */
record PromptPipeline(Outcomes outcomes, Executor completions) implements Pipeline {

  @Override
  public Admission offer(RecordDraft draft, Object slot) {
    String topic = draft.topic();
    completions.execute(
        () -> {
          outcomes.delivered(slot, topic, 0, 0, 0);
          outcomes.settled();
        });
    return Admission.ACCEPTED;
  }

  @Override
  public Admission offerSerialized(RecordDraft draft, Object slot) {
    return offer(draft, slot);
  }

  @Override
  public Vitals vitals() {
    return Vitals.NONE;
  }

  @Override
  public int estimatedRoom() {
    return 1000;
  }

  @Override
  public CompletionStage<CloseReport> close(Duration timeout) {
    CompletableFuture<CloseReport> report = new CompletableFuture<>();
    completions.execute(() -> report.complete(new CloseReport(0, 0, 0)));
    return report;
  }
}
