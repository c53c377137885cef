package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Counts the direct memory of one test to the byte, and fails the test if it leaves any. */
final class Memory implements AfterEachCallback {

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

  ByteBufAllocator allocator() {
    return allocator;
  }

  long usedBytes() {
    return allocator.metric().usedDirectMemory();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(usedBytes()).as("bytes that the test left allocated").isZero();
  }
}
