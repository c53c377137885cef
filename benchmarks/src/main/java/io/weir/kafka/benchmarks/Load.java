package io.weir.kafka.benchmarks;

import java.io.IOException;

/** Sends records to one partition, as fast as they are acknowledged. Used by one thread. */
interface Load extends AutoCloseable {

  /** Sends at least so many records; returns, when all are acknowledged, how many there were. */
  long send(long records) throws IOException;

  @Override
  void close() throws IOException;
}
