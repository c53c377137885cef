package io.weir.kafka.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class Murmur2Test {

  @Test
  void equalsKafkasForEachLengthUpTo1024() {
    Random random = new Random(42);
    int negative = 0;
    for (int length = 0; length <= 1024; length++) {
      byte[] key = new byte[length];
      random.nextBytes(key);
      int hash = Murmur2.hash(key, 0, length);
      assertThat(hash).as("length %d", length).isEqualTo(Utils.murmur2(key));
      assertThat(Murmur2.toPositive(hash)).isEqualTo(Utils.toPositive(hash)).isNotNegative();
      negative += hash < 0 ? 1 : 0;
    }
    assertThat(negative).as("hashes that the sign mask matters for").isGreaterThan(100);
  }

  @Property
  void equalsKafkasForAnyBytes(@ForAll byte[] key) {
    assertThat(Murmur2.hash(key, 0, key.length)).isEqualTo(Utils.murmur2(key));
  }

  @Property
  void hashesASliceAsIfItWereAlone(@ForAll byte[] key) {
    byte[] wider = new byte[key.length + 8];
    Arrays.fill(wider, (byte) 0xee);
    System.arraycopy(key, 0, wider, 3, key.length);

    assertThat(Murmur2.hash(wider, 3, key.length)).isEqualTo(Utils.murmur2(key));
  }
}
