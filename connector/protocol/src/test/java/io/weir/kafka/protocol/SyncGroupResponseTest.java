package io.weir.kafka.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.weir.kafka.wire.MessageCodec;
import org.junit.jupiter.api.Test;

class SyncGroupResponseTest {

  private static final byte[] ASSIGNMENT = {1, 2, 3};

  @Test
  void theAssignmentThatWasReadOutlivesItsFrame() {
    ByteBuf frame = write(Unpooled.wrappedBuffer(ASSIGNMENT));

    SyncGroupResponse read = MessageCodec.read(SyncGroupResponse.SHAPE, frame, 5);
    frame.setZero(0, frame.capacity());
    frame.release();

    assertThat(read.assignment()).isEqualTo(Unpooled.wrappedBuffer(ASSIGNMENT));
  }

  @Test
  void theAssignmentThatWasWrittenStaysWithItsOwner() {
    ByteBuf assignment =
        PooledByteBufAllocator.DEFAULT.buffer().writeByte(0).writeBytes(ASSIGNMENT);
    assignment.skipBytes(1);

    write(assignment).release();

    assertThat(assignment.refCnt()).isEqualTo(1);
    assertThat(assignment).isEqualTo(Unpooled.wrappedBuffer(ASSIGNMENT));
    assignment.release();
  }

  private static ByteBuf write(ByteBuf assignment) {
    SyncGroupResponse response = new SyncGroupResponse(0, (short) 0, null, null, assignment);
    return MessageCodec.write(SyncGroupResponse.SHAPE, response, 5, PooledByteBufAllocator.DEFAULT);
  }
}
