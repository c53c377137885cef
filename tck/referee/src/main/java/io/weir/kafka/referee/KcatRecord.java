package io.weir.kafka.referee;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A record as kcat printed it.
 *
 * @param partition where it lies
 * @param offset its place there
 * @param timestampMs since 1970
 * @param key null if the record has none
 * @param value null if the record is a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier of bytes: nobody compares two of them.
public record KcatRecord(
    int partition, long offset, long timestampMs, byte @Nullable [] key, byte @Nullable [] value) {
  /** Numbers and lengths (-1 for null) first, so that key and value may hold any byte. */
  static final String FORMAT = "%p %o %T %K %S\\n%k%s\\n";

  /** Reads what kcat printed by {@link #FORMAT}, to the end of the stream. */
  static void readAll(InputStream stream, Consumer<KcatRecord> action) throws IOException {
    for (String line = readLine(stream); !line.isEmpty(); line = readLine(stream)) {
      String[] numbers = line.split(" ", -1);
      byte[] key = readBytes(stream, Integer.parseInt(numbers[3]));
      byte[] value = readBytes(stream, Integer.parseInt(numbers[4]));
      if (stream.read() != '\n') {
        throw new IOException("No end of record after: " + line);
      }
      action.accept(
          new KcatRecord(
              Integer.parseInt(numbers[0]),
              Long.parseLong(numbers[1]),
              Long.parseLong(numbers[2]),
              key,
              value));
    }
  }

  /** Empty at the end of the stream. */
  private static String readLine(InputStream stream) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = stream.read(); next >= 0 && next != '\n'; next = stream.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private static byte @Nullable [] readBytes(InputStream stream, int length) throws IOException {
    if (length < 0) {
      return null;
    }
    byte[] bytes = stream.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("Only " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }
}
