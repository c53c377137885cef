package io.weir.kafka.serialize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class Utf8Test {

  @Property
  void encodesAnyTextAsTheJdkDoes(@ForAll("texts") String text) {
    assertEncoded(text);
    assertThat(Utf8.isAscii(text)).isEqualTo(text.chars().allMatch(c -> c < 0x80));
  }

  /** Many of these characters are halves of pairs, in and out of order. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('a', '\u007f', '\u0080', '\u07ff', '\u0800', '\ud7ff', '\ue000', '\uffff')
        .withCharRange('\ud800', '\udfff')
        .ofMaxLength(40);
  }

  @Test
  void anUnpairedSurrogateIsAQuestionMark() {
    for (String text :
        new String[] {"\ud83d", "\ude00", "\ud83dé", "\ud83d\ud83d\ude00", "\ude00\ud83d"}) {
      assertEncoded(text);
    }
    byte[] encoded = new byte[3];
    assertThat(Utf8.encode("\ud83dé", encoded, 0)).isEqualTo(3);
    assertThat(encoded).containsExactly('?', 0xc3, 0xa9);
  }

  @Test
  void asciiIsCopiedInSlices() {
    byte[] target = new byte[6];
    Utf8.copyAscii("0123456789", 3, 7, target, 1);

    assertThat(target).containsExactly(0, '3', '4', '5', '6', 0);
  }

  private static void assertEncoded(String text) {
    byte[] expected = text.getBytes(UTF_8);
    assertThat(Utf8.sizeOf(text)).isEqualTo(expected.length);
    byte[] target = new byte[expected.length + 2];
    assertThat(Utf8.encode(text, target, 1)).isEqualTo(expected.length + 1);
    assertThat(Arrays.copyOfRange(target, 1, expected.length + 1)).isEqualTo(expected);
  }
}
