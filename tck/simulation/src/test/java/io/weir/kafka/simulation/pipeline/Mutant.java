package io.weir.kafka.simulation.pipeline;

import java.util.regex.Pattern;

/**
 * Mistakes that somebody could make in the pipeline, each as a change of one place in its source.
 */
enum Mutant {
  ACKNOWLEDGES_EARLY(
      "send/Verdict.java",
      "case NONE, DUPLICATE_SEQUENCE_NUMBER -> DELIVERED;",
      "case NONE, DUPLICATE_SEQUENCE_NUMBER, NOT_ENOUGH_REPLICAS_AFTER_APPEND -> DELIVERED;",
      "no broker has said so"),
  DROPS_ON_RETRY(
      "batch/Unresolved.java",
      "narrow |= !batch.isDone();",
      "if (!batch.isDone()) batches.remove(batch);",
      "does not close|has no outcome|in time"),
  REORDERS_AFTER_A_RETRY(
      "batch/Unresolved.java",
      "narrow |= !batch.isDone();",
      "if (!batch.isDone() && !narrow) { batches.remove(batch); batches.add(batch); }"
          + " narrow |= !batch.isDone();",
      "which was sent later"),
  SENDS_TWO_WITHOUT_SEQUENCES(
      "batch/Unresolved.java",
      "private int window = 1;",
      "private int window = 2;",
      "are on their way at once"),
  REUSES_A_SEQUENCE(
      "identity/LaneState.java",
      "nextPosition + records",
      "nextPosition + (records == 1 ? 0 : records)",
      "stands for two batches"),
  TRUSTS_A_BROKER_THAT_KNOWS_NOTHING(
      "identity/LaneState.java",
      "standing == Standing.NEW ? 1 : REMEMBERED_BATCHES",
      "REMEMBERED_BATCHES",
      "which was sent later"),
  SENDS_THE_SECOND_HALF_FIRST(
      "batch/Unresolved.java",
      "batches.addAll(index, parts);",
      "parts.forEach(part -> batches.add(index, part));",
      "which was sent later|stands for two batches"),
  RENUMBERS_WHAT_MAY_BE_THERE(
      "send/Sequences.java",
      "    if (batch.mayBePersisted()) {\n      host.giveUp",
      "    if (batch.isDone()) {\n      host.giveUp",
      "is there 2 times"),
  COMPLETES_TWICE(
      "batch/Accumulator.java",
      "    listener.done(batch);\n  }",
      "    listener.done(batch);\n    listener.done(batch);\n  }",
      "second signal"),
  FREES_EARLY(
      "batch/Batch.java",
      "bytes.release();",
      "bytes.content().release(bytes.content().refCnt());",
      "was freed|refCnt"),
  NEVER_FREES("batch/Batch.java", "bytes.release();", "", "has not released"),
  FORGETS_A_PARKED_TOPIC(
      "producer/ProducerPipeline.java",
      "if (topic == null || topic.partitionCount() == 0) {",
      "if (topic == null || topic.partitionCount() == 0 || topic.name().equals(\"payments\")) {",
      "nothing more arrives"),
  STAYS_MUTED("send/BackOffs.java", "lane.endBackOff();", "", "nothing more arrives"),
  NEVER_EXPIRES(
      "send/Expiry.java",
      "now - oldest.openedNanos() >= timeoutNanos",
      "now - oldest.openedNanos() >= 2 * timeoutNanos",
      "after its delivery timeout"),
  CALLS_LOST_WHAT_MAY_BE_THERE(
      "send/Verdict.java",
      "default -> Persistence.POSSIBLY_PERSISTED;",
      "default -> Persistence.NOT_PERSISTED;",
      "failed as not persisted, and is in"),
  FORGETS_AN_UNANSWERED_ATTEMPT(
      "batch/Batch.java", "mayBePersisted = true;", "", "failed as not persisted, and is in");

  private final Patch patch;
  private final Pattern sign;

  /**
   * @param sign a pattern of the violation that it leads to
   */
  Mutant(String file, String original, String wrong, String sign) {
    this.patch = new Patch(file, original, wrong);
    this.sign = Pattern.compile(sign);
  }

  Patch patch() {
    return patch;
  }

  /** Whether it can be the reason of this violation. */
  boolean explains(String violation) {
    return sign.matcher(violation).find();
  }
}
