package io.weir.kafka.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.config.BeanLookup;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import io.weir.kafka.partition.PartitionChooser;
import io.weir.kafka.partition.PartitionLayout;
import io.weir.kafka.partition.PartitionQuery;
import io.weir.kafka.partition.TopicChoices;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From payload to batch, the built-in ways make no object per record. */
class AllocationTest {

  private static final int RECORDS = 20_000;
  private static final RecordHeaders HEADERS = RecordHeaders.empty().with("trace", "0123456789");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Problems problems = new Problems("out");
  private final ChannelSettings settings =
      ChannelSettings.read(SettingsSource.of(Map.of()), problems);
  private final PartitionChooser chooser =
      PartitionChooser.resolve(settings, BeanLookup.NONE, new SplittableRandom(1), problems);
  private final TopicChoices topic = chooser.newTopic("orders");
  private final PartitionLayout layout = PartitionLayout.of(6);
  private final PartitionQuery query = new PartitionQuery();
  private final RecordEncoder encoder =
      RecordSerializers.resolve(settings, BeanLookup.NONE, problems).newEncoder();

  static Object[] payloads() {
    return new Object[] {
      "x".repeat(100),
      "größer".repeat(20),
      new byte[100],
      ByteBuffer.allocate(100),
      123_456,
      123_456L,
      1.5d,
      UUID.randomUUID(),
    };
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void aRecordCostsNoObject(Object payload) {
    // Not the default allocator: its leak detector would allocate for each access.
    ByteBuf batch = new UnpooledByteBufAllocator(true, true).directBuffer(16 * 1024, 16 * 1024);
    try {
      pass(batch, null, payload);
      pass(batch, payload, payload);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      pass(batch, null, payload);
      pass(batch, payload, payload);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

      assertThat(allocated).as("bytes for %d records", 2 * RECORDS).isLessThan(RECORDS);
    } finally {
      batch.release();
    }
  }

  private void pass(ByteBuf batch, @Nullable Object key, Object value) {
    for (int i = 0; i < RECORDS; i++) {
      encoder.encode("orders", key, value, HEADERS);
      query.reset(PartitionQuery.ANY, encoder.sizeInBytes());
      if (encoder.hasKey()) {
        query.keyBytes(encoder.keyArray(), encoder.keyOffset(), encoder.keyLength());
      }
      chooser.choose(topic, query, layout);
      if (batch.writableBytes() < encoder.sizeInBytes()) {
        batch.clear();
      }
      encoder.writeTo(batch);
    }
  }
}
