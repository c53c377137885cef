package io.weir.kafka.batch;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/** Direct memory that is counted to the byte, with a hook before each allocation. */
final class CountedMemory extends AbstractByteBufAllocator {

  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);
  private volatile Runnable beforeAllocation = () -> {};

  CountedMemory() {
    super(true);
  }

  /** Runs before each allocation of direct memory; may throw as an exhausted allocator does. */
  void beforeAllocation(Runnable hook) {
    beforeAllocation = hook;
  }

  /** Refuses all further allocations, or none. */
  void exhausted(boolean isExhausted) {
    beforeAllocation =
        () -> {
          if (isExhausted) {
            throw new OutOfMemoryError("no direct memory left");
          }
        };
  }

  long usedBytes() {
    return memory.metric().usedDirectMemory();
  }

  @Override
  protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
    return memory.heapBuffer(initialCapacity, maxCapacity);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    beforeAllocation.run();
    return memory.directBuffer(initialCapacity, maxCapacity);
  }

  @Override
  public boolean isDirectBufferPooled() {
    return false;
  }
}
