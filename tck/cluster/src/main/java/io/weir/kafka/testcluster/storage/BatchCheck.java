package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;

/** Tells a sound batch from a torn one when a log is opened. */
@FunctionalInterface
public interface BatchCheck {

  /**
   * @param batch <em>borrowed</em>: one batch, from its base offset to its last record
   */
  boolean isSound(ByteBuf batch);
}
