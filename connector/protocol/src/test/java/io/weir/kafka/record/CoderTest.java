package io.weir.kafka.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG.Bits;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

/** The framings, against other writers of the same formats. */
class CoderTest {

  private static final int LIMIT_BYTES = 16 << 20;

  @RegisterExtension final Memory memory = new Memory();

  private final Random random = new Random(61);

  @ParameterizedTest
  @EnumSource(value = Codec.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void piecesOfAnySizeComeBackAsOne(Codec codec) {
    for (int round = 0; round < 10; round++) {
      ByteBuf whole = memory.allocator().directBuffer();
      List<ByteBuf> pieces = new ArrayList<>();
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        pieces.add(memory.allocator().directBuffer().writeBytes(text(random.nextInt(100_000))));
      }
      pieces.forEach(piece -> whole.writeBytes(piece, 0, piece.readableBytes()));
      ChunkList target = new ChunkList(memory.allocator(), whole.readableBytes());
      List<ByteBuffer> buffers = pieces.stream().map(ByteBuf::nioBuffer).toList();
      codec.coder().compress(buffers, Compression.of(codec).level(), target);
      ByteBuf compressed = target.intoContent();
      assertThat(decompress(codec, ByteBufUtil.getBytes(compressed)))
          .isEqualTo(ByteBufUtil.getBytes(whole));
      compressed.release();
      whole.release();
      pieces.forEach(ByteBuf::release);
    }
  }

  @ParameterizedTest
  @EnumSource(BLOCKSIZE.class)
  void lz4FramesOfAnyBlockSizeAreRead(BLOCKSIZE blockSize) throws IOException {
    byte[] plain = text(5_000_000);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    try (OutputStream out =
        new LZ4FrameOutputStream(frame, blockSize, plain.length, Bits.BLOCK_INDEPENDENCE)) {
      out.write(plain);
    }
    assertThat(decompress(Codec.LZ4, frame.toByteArray())).isEqualTo(plain);
  }

  @Test
  void checksumsOfLz4FramesAreVerified() throws IOException {
    byte[] plain = text(200_000);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    Bits[] flags = {Bits.BLOCK_INDEPENDENCE, Bits.CONTENT_CHECKSUM, Bits.CONTENT_SIZE};
    try (OutputStream out =
        new LZ4FrameOutputStream(frame, BLOCKSIZE.SIZE_64KB, plain.length, flags)) {
      out.write(plain);
    }
    byte[] bytes = frame.toByteArray();
    assertThat(decompress(Codec.LZ4, bytes)).isEqualTo(plain);
    bytes[bytes.length - 1] ^= 1;
    assertCorrupt(Codec.LZ4, bytes, "The lz4 content does not match its checksum");
    bytes[bytes.length - 1] ^= 1;
    bytes[4] ^= 0x04;
    assertCorrupt(Codec.LZ4, bytes, "The lz4 frame's header does not match its checksum");
  }

  @Test
  void lz4HeadersAreChecked() {
    assertCorrupt(Codec.LZ4, new byte[] {1, 2, 3, 4, 5, 6, 7}, "magic");
    assertCorrupt(Codec.LZ4, lz4(0x60, 0x40, 0x83, 0, 0, 0, 0), "checksum");
    assertCorrupt(Codec.LZ4, lz4(0x40, 0x40, 0xc0, 0, 0, 0, 0), "depend on each other");
    assertCorrupt(Codec.LZ4, lz4(0x20, 0x40, 0x82, 0, 0, 0, 0), "another version");
    assertCorrupt(Codec.LZ4, lz4(0x60, 0x40, 0x82), "ends early");
    assertCorrupt(Codec.LZ4, lz4(0x60, 0x40, 0x82, 0, 0, 0, 0, 9), "1 bytes follow");
    assertCorrupt(Codec.LZ4, lz4(0x60, 0x40, 0x82, 1, 0, 1, 0, 9), "cut off");
    assertThat(decompress(Codec.LZ4, lz4(0x60, 0x40, 0x82, 0, 0, 0, 0))).isEmpty();
  }

  @Test
  void checksumsOfLz4BlocksAreVerified() {
    XXHash32 xxHash = XXHashFactory.safeInstance().hash32();
    byte[] plain = "hello".getBytes(StandardCharsets.UTF_8);
    byte[] descriptor = {0x70, 0x40};
    ByteBuffer frame = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putInt(0x184d2204);
    frame.put(descriptor).put((byte) (xxHash.hash(descriptor, 0, 2, 0) >> 8));
    frame.putInt(plain.length | 0x8000_0000).put(plain);
    frame.putInt(xxHash.hash(plain, 0, plain.length, 0)).putInt(0);
    assertThat(decompress(Codec.LZ4, frame.array())).isEqualTo(plain);
    frame.put(12, (byte) 'j');
    assertCorrupt(Codec.LZ4, frame.array(), "The lz4 block does not match its checksum");
  }

  private static byte[] lz4(int... behindMagic) {
    byte[] bytes = new byte[4 + behindMagic.length];
    ByteBuffer.wrap(bytes).putInt(0x04224d18);
    for (int i = 0; i < behindMagic.length; i++) {
      bytes[4 + i] = (byte) behindMagic[i];
    }
    return bytes;
  }

  @Test
  void bareSnappyIsRead() throws IOException {
    byte[] plain = text(300_000);
    assertThat(decompress(Codec.SNAPPY, Snappy.compress(plain))).isEqualTo(plain);
  }

  @Test
  void aSnappyBlockThatClaimsMoreThanItCanHoldIsCorrupt() {
    byte[] claimsTwoGigabytes = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7, 0, 0, 0};
    assertCorrupt(Codec.SNAPPY, claimsTwoGigabytes, "claims to hold 2147483647");
  }

  @Test
  void gzipMembersInARowAndAllHeaderFieldsAreRead() throws IOException {
    byte[] first = text(50_000);
    byte[] second = text(10);
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(withHeaderFields(gzip(first)));
    members.write(gzip(second));
    byte[] plain = decompress(Codec.GZIP, members.toByteArray());
    assertThat(plain).startsWith(first).endsWith(second).hasSize(50_010);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream member = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(member)) {
      out.write(plain);
    }
    return member.toByteArray();
  }

  /** The member with an extra field, a name, a comment and a header checksum. */
  private static byte[] withHeaderFields(byte[] member) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(member, 0, 3);
    header.write(0x1e);
    header.write(member, 4, 6);
    header.write(new byte[] {3, 0, 'a', 'b', 'c'});
    header.write(new byte[] {'n', 'a', 'm', 'e', 0, 'n', 'o', 't', 'e', 0});
    CRC32 crc = new CRC32();
    crc.update(header.toByteArray());
    header.write((int) crc.getValue());
    header.write((int) crc.getValue() >> 8);
    header.write(member, 10, member.length - 10);
    return header.toByteArray();
  }

  @Test
  void gzipHeadersAndChecksumsAreVerified() throws IOException {
    byte[] member = gzip(text(1_000));
    for (int trailing = 1; trailing <= 8; trailing++) {
      byte[] damaged = member.clone();
      damaged[damaged.length - trailing] ^= 1;
      assertCorrupt(Codec.GZIP, damaged, "does not match its checksum and length");
    }
    for (int field : new int[] {0, 1, 2, 3}) {
      byte[] damaged = member.clone();
      damaged[field] ^= (byte) 0x80;
      assertCorrupt(Codec.GZIP, damaged, "The gzip header is damaged");
    }
    assertCorrupt(Codec.GZIP, new byte[0], "ends early");
    assertCorrupt(Codec.GZIP, Arrays.copyOf(member, member.length - 1), "ends early");
    assertCorrupt(Codec.GZIP, Arrays.copyOf(member, member.length + 1), "");
  }

  @Test
  void zstdFramesInARowAreRead() throws IOException {
    byte[] plain = text(100_000);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    frames.write(Zstd.compress(plain));
    frames.write(Zstd.compress(plain));
    assertThat(decompress(Codec.ZSTD, frames.toByteArray()))
        .startsWith(plain)
        .endsWith(plain)
        .hasSize(200_000);
    frames.write(1);
    assertCorrupt(Codec.ZSTD, frames.toByteArray(), "");
    assertCorrupt(Codec.ZSTD, new byte[0], "ends early");
  }

  private void assertCorrupt(Codec codec, byte[] bytes, String message) {
    assertThatThrownBy(() -> decompress(codec, bytes))
        .isInstanceOf(CorruptRecordException.class)
        .hasMessageContaining(message);
  }

  private byte[] decompress(Codec codec, byte[] bytes) {
    ByteBuf source = memory.allocator().directBuffer(bytes.length + 1).writeBytes(bytes);
    try (BoundedOutput output = new BoundedOutput(memory.allocator(), LIMIT_BYTES)) {
      codec.coder().decompress(source.nioBuffer(), output);
      return ByteBufUtil.getBytes(output.bytes());
    } finally {
      source.release();
    }
  }

  /** Half text that repeats, half noise. */
  private byte[] text(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    for (int i = 0; i < length; i++) {
      if ((i >> 9 & 1) == 0) {
        bytes[i] = (byte) ('a' + i % 11);
      }
    }
    return bytes;
  }
}
