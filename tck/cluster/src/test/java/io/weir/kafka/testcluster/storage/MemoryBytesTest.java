package io.weir.kafka.testcluster.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MemoryBytesTest {

  private final MemoryBytes bytes = new MemoryBytes();

  @Test
  void every_range_is_there_over_all_arrays() {
    byte[] all = new byte[10_000];
    for (int position = 0; position < all.length; position += 100) {
      Arrays.fill(all, position, position + 100, (byte) (position / 100));
      append(Arrays.copyOfRange(all, position, position + 100));
    }

    for (int from = 0; from < all.length; from += 777) {
      for (int to = from; to <= all.length; to += 1111) {
        assertThat(read(from, to - from)).isEqualTo(Arrays.copyOfRange(all, from, to));
      }
    }
  }

  @Test
  void what_is_larger_than_an_array_gets_one_of_its_own() {
    byte[] large = new byte[MemoryBytes.CHUNK_BYTES + 1];
    Arrays.fill(large, (byte) 7);
    append(new byte[] {1});
    append(large);

    assertThat(bytes.size()).isEqualTo(large.length + 1);
    assertThat(read(1, large.length)).isEqualTo(large);
  }

  @Test
  void a_slice_shows_what_was_truncated_and_not_what_came_after() {
    append(new byte[] {1, 2, 3, 4});
    ByteBuf before = bytes.slice(0, 4);

    bytes.truncate(2);
    append(new byte[] {9, 9});

    assertThat(ByteBufUtil.getBytes(before)).containsExactly(1, 2, 3, 4);
    assertThat(read(0, 4)).containsExactly(1, 2, 9, 9);
  }

  @Test
  void a_truncation_may_drop_whole_arrays() {
    for (int i = 0; i < 50; i++) {
      append(new byte[] {(byte) i});
      append(new byte[1023]);
    }

    bytes.truncate(3 * 1024);
    append(new byte[] {42});

    assertThat(bytes.size()).isEqualTo(3 * 1024 + 1);
    assertThat(read(2 * 1024, 1)).containsExactly(2);
    assertThat(read(3 * 1024, 1)).containsExactly(42);
  }

  @Test
  void nothing_is_read_from_an_empty_segment() {
    assertThat(read(0, 0)).isEmpty();
    append(new byte[] {1});
    bytes.truncate(0);

    assertThat(bytes.size()).isZero();
    assertThat(read(0, 0)).isEmpty();
  }

  private void append(byte[] more) {
    bytes.append(Unpooled.wrappedBuffer(more), 0, more.length);
  }

  private byte[] read(int position, int length) {
    return ByteBufUtil.getBytes(bytes.slice(position, length));
  }
}
