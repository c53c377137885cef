package io.weir.kafka.serialize;

/**
 * UTF-8 as {@link String#getBytes} writes it, without an array of its own: an unpaired surrogate
 * becomes a question mark.
 */
final class Utf8 {

  private static final byte UNPAIRED = '?';

  private Utf8() {}

  /** Whether each character is one byte. */
  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Bytes that {@link #encode} writes; up to three times the length. */
  static long sizeOf(CharSequence text) {
    int length = text.length();
    long size = length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        if (c < 0x800) {
          size++;
        } else if (!Character.isSurrogate(c)) {
          size += 2;
        } else if (startsPair(text, i)) {
          size += 2;
          i++;
        }
      }
    }
    return size;
  }

  /**
   * Writes the text.
   *
   * @param target has room for {@link #sizeOf} bytes from {@code at} on
   * @return the index behind the last byte
   */
  static int encode(CharSequence text, byte[] target, int at) {
    int end = at;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        target[end++] = (byte) c;
      } else if (c < 0x800) {
        target[end++] = (byte) (0xc0 | c >> 6);
        target[end++] = continuation(c);
      } else if (!Character.isSurrogate(c)) {
        target[end++] = (byte) (0xe0 | c >> 12);
        target[end++] = continuation(c >> 6);
        target[end++] = continuation(c);
      } else if (startsPair(text, i)) {
        end = encodePair(Character.toCodePoint(c, text.charAt(++i)), target, end);
      } else {
        target[end++] = UNPAIRED;
      }
    }
    return end;
  }

  private static int encodePair(int codePoint, byte[] target, int at) {
    target[at] = (byte) (0xf0 | codePoint >> 18);
    target[at + 1] = continuation(codePoint >> 12);
    target[at + 2] = continuation(codePoint >> 6);
    target[at + 3] = continuation(codePoint);
    return at + 4;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | bits & 0x3f);
  }

  private static boolean startsPair(CharSequence text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  /**
   * Copies characters that are all ASCII.
   *
   * @param from index of the first character
   * @param target has room for {@code to - from} bytes from {@code at} on
   */
  @SuppressWarnings("deprecation") // Drops the high byte of each character: right for ASCII, and
  // the only copy out of a String that neither loops nor allocates.
  static void copyAscii(String text, int from, int to, byte[] target, int at) {
    text.getBytes(from, to, target, at);
  }
}
