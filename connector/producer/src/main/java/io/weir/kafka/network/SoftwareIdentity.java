package io.weir.kafka.network;

import org.jspecify.annotations.Nullable;

/** Who Weir says it is, as brokers count their clients (KIP-511). */
final class SoftwareIdentity {

  static final String NAME = "weir-kafka";

  /** From the jar's manifest; {@code unknown} where the classes do not come from the jar. */
  static final String VERSION =
      wellFormed(SoftwareIdentity.class.getPackage().getImplementationVersion());

  private SoftwareIdentity() {}

  /** Brokers refuse what does not begin and end with a letter or digit. */
  private static String wellFormed(@Nullable String version) {
    if (version == null || !version.matches("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?")) {
      return "unknown";
    }
    return version;
  }
}
