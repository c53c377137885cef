package io.weir.kafka.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.kafka.api.Record;
import java.util.SplittableRandom;

/**
 * Numbered records of mixed sizes, from nothing to more than 100 KB, that anyone can make again:
 * the key is the number, and each letter of the value follows from it. About 400 bytes on average.
 */
final class Parcels {

  private static final String WORDS = "tea coffee sugar größe 茶 milk ";

  private Parcels() {}

  static Record<String, byte[]> record(int number) {
    return Record.of(Integer.toString(number), value(number).getBytes(UTF_8));
  }

  /** One line of text. */
  static String value(int number) {
    int letters = letters(number);
    StringBuilder text = new StringBuilder(letters);
    SplittableRandom random = new SplittableRandom(number);
    while (text.length() < letters) {
      if (random.nextInt(3) == 0) {
        text.append(WORDS);
      } else {
        text.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
      }
    }
    text.setLength(letters);
    return text.toString();
  }

  private static int letters(int number) {
    if (number % 50 == 0) {
      return 0;
    }
    if (number % 1000 == 7) {
      return 100 * 1024 + number % 5000;
    }
    return number % 100 == 3 ? 10_000 : number * 31 % 400;
  }
}
