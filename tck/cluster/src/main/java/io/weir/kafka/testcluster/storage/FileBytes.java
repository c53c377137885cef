package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A segment in one file. Writes go to the page cache at once, to the device on {@link #flush}. */
final class FileBytes implements SegmentBytes {

  private final Path path;
  private final FileChannel channel;

  /** Owned by the core's thread. */
  private int size;

  FileBytes(Path path) {
    this.path = path;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      size = Math.toIntExact(channel.size());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the segment " + path, e);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void append(ByteBuf source, int index, int length) {
    ByteBuffer bytes = source.nioBuffer(index, length);
    try {
      int position = size;
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
      size = position;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot append to the segment " + path, e);
    }
  }

  @Override
  public ByteBuf slice(int position, int length) {
    ByteBuffer target = ByteBuffer.allocate(length);
    try {
      while (target.hasRemaining()) {
        if (channel.read(target, position + target.position()) < 0) {
          throw new EOFException("it ends before byte " + (position + length));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the segment " + path, e);
    }
    return Unpooled.wrappedBuffer(target.flip());
  }

  @Override
  public void truncate(int newSize) {
    try {
      channel.truncate(newSize);
      size = newSize;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot truncate the segment " + path, e);
    }
  }

  @Override
  public void flush() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot flush the segment " + path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the segment " + path, e);
    }
  }
}
