package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.function.Function;

/** Seals a batch with the named codec and tells what happened. */
public final class MissingLibraryProbe implements Function<String, String> {

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

  @Override
  public String apply(String name) {
    Codec codec = Codec.valueOf(name);
    RecordBatchBuilder builder = new RecordBatchBuilder(allocator, Compression.of(codec), 1_024);
    builder.append(0, new OneByte());
    try {
      codec.requireAvailable();
      builder.seal().release();
      return "sealed";
    } catch (CodecUnavailableException expected) {
      return expected.getMessage() + sealAnyway(builder);
    }
  }

  private String sealAnyway(RecordBatchBuilder builder) {
    try {
      builder.seal().release();
      return "; sealed after all";
    } catch (CodecUnavailableException expected) {
      String left = "; " + builder.recordCount() + " record left";
      builder.discard();
      return left + ", then " + allocator.metric().usedDirectMemory() + " bytes in use";
    }
  }

  private static final class OneByte implements RecordBody {
    @Override
    public int sizeInBytes() {
      return 1;
    }

    @Override
    public void writeTo(ByteBuf target) {
      target.writeByte(0);
    }
  }
}
