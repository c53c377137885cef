package io.weir.kafka.send;

import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.Lane;

/**
 * No sequence numbers: order is kept by one batch of a partition in flight, and a retry may write a
 * record twice. Stateless.
 */
enum Unnumbered implements Numbering {
  INSTANCE;

  private static final long NO_PRODUCER_ID = -1;
  private static final short NO_EPOCH = -1;
  private static final int NO_SEQUENCE = -1;

  @Override
  public void prepare() {}

  @Override
  public boolean admits(Lane lane) {
    return true;
  }

  @Override
  public void stamp(Batch batch) {
    if (!batch.isStamped()) {
      batch.stamp(NO_PRODUCER_ID, NO_EPOCH, NO_SEQUENCE);
    }
  }

  @Override
  public void accepted(Batch batch) {}

  @Override
  public void lost(Batch batch) {}

  @Override
  public Remedy misplaced(Batch batch) {
    return Remedy.FAIL;
  }

  @Override
  public Remedy fenced(Batch batch) {
    return Remedy.FAIL;
  }

  @Override
  public void disowned(Batch batch, Failure failure) {}

  @Override
  public String obstacle(Lane lane) {
    return "";
  }

  @Override
  public void stop() {}
}
