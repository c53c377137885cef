package io.weir.kafka.testcluster.storage;

/** What a recovery took off the end of a log. */
record Dropped(int batches, long bytes) {

  static final Dropped NOTHING = new Dropped(0, 0);

  Dropped plus(Dropped more) {
    return new Dropped(batches + more.batches, bytes + more.bytes);
  }
}
