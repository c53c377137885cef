package io.weir.kafka.wire;

import java.util.Random;

/** Strings that codecs trip over: empty, long, of one to four bytes a character. */
public final class RandomText {

  private static final int[] ALPHABETS = {'a', 'é', '語', 0x1f600};

  private RandomText() {}

  public static String next(Random random) {
    int length = random.nextInt(16) == 0 ? random.nextInt(2_000) : random.nextInt(20);
    int first = ALPHABETS[random.nextInt(ALPHABETS.length)];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(first + random.nextInt(20));
    }
    return text.toString();
  }
}
