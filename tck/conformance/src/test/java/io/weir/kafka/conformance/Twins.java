package io.weir.kafka.conformance;

import java.util.Map;

/**
 * The two clusters that must look alike, with the same settings.
 *
 * @param real the truth
 * @param embedded what is judged by it
 */
record Twins(Twin real, Twin embedded) implements AutoCloseable {
  static Twins with(Map<String, String> settings) {
    return new Twins(Twin.real(settings), Twin.embedded(settings));
  }

  @Override
  public void close() {
    try {
      real.close();
    } finally {
      embedded.close();
    }
  }
}
