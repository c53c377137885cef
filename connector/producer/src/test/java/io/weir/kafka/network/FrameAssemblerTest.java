package io.weir.kafka.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FrameAssemblerTest {

  private static final int MAX = 1 << 20;

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
  private final FrameAssembler assembler = new FrameAssembler(MAX, allocator);
  private final List<String> frames = new ArrayList<>();

  @AfterEach
  void nothingIsHeldAfterTheEnd() {
    assembler.end();
    assertThat(allocated(allocator)).isZero();
  }

  @Test
  void framesAreTheSameHoweverTheStreamIsCut() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      frames.clear();
      List<String> expected = new ArrayList<>();
      ByteBuf stream = Unpooled.buffer();
      for (int i = 0; i < 10; i++) {
        byte[] body = new byte[random.nextInt(300)];
        random.nextBytes(body);
        expected.add(ByteBufUtil.hexDump(body));
        stream.writeInt(body.length).writeBytes(body);
      }
      while (stream.isReadable()) {
        int piece = Math.min(stream.readableBytes(), 1 + random.nextInt(400));
        accept(stream.readRetainedSlice(piece));
      }
      stream.release();
      assertThat(frames).isEqualTo(expected);
    }
  }

  @Test
  void aFrameThatArrivesWholeIsNotCopied() {
    accept(Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 2, 1, 2, 0, 0, 0, 1, 3}));
    assertThat(frames).containsExactly("0102", "03");
    assertThat(allocator.metric().usedHeapMemory()).isZero();
  }

  @Test
  void aLengthIsNotBelievedBeforeTheBytesArrive() {
    accept(Unpooled.buffer().writeInt(MAX).writeByte(1));
    assertThat(allocated(allocator)).isBetween(1L, 64L << 10);
  }

  @Test
  void aLengthOutOfBoundsIsRefusedAndNothingFollows() {
    for (int length : new int[] {-1, Integer.MIN_VALUE, MAX + 1}) {
      FrameAssembler each = new FrameAssembler(MAX, ByteBufAllocator.DEFAULT);
      ByteBuf bytes = Unpooled.buffer().writeInt(length).writeInt(1).writeByte(9);
      assertThatThrownBy(() -> each.accept(bytes, this::keep))
          .isInstanceOf(WireException.class)
          .hasMessage("a response of " + length + " bytes, where 0 to " + MAX + " are accepted");
      each.accept(bytes, this::keep);
      assertThat(frames).isEmpty();
      bytes.release();
    }
  }

  @Test
  void theEndMayComeFromWithinAFrame() {
    ByteBuf two = Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 1, 7, 0, 0, 0, 1, 8});
    assembler.accept(two.readSlice(1), this::keep);
    assembler.accept(
        two,
        frame -> {
          keep(frame);
          assembler.end();
        });
    two.release();
    assertThat(frames).containsExactly("07");
  }

  private void accept(ByteBuf consumed) {
    assembler.accept(consumed, this::keep);
    consumed.release();
  }

  private void keep(ByteBuf frame) {
    frames.add(ByteBufUtil.hexDump(frame));
  }

  private static long allocated(UnpooledByteBufAllocator allocator) {
    return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
  }
}
