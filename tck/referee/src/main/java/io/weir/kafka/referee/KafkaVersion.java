package io.weir.kafka.referee;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The released servers that {@link RealKafka} can start. */
public enum KafkaVersion {
  /** The newest one: KRaft only. */
  V4_3_1("4.3.1", Quorum.KRAFT),
  /** The last line that also knows ZooKeeper; runs in KRaft mode here. */
  V3_9_1("3.9.1", Quorum.KRAFT),
  /** The oldest one that current clients may talk to (KIP-896); needs a ZooKeeper. */
  V2_1_1("2.1.1", Quorum.ZOOKEEPER);

  /** Who keeps the metadata of the cluster. */
  enum Quorum {
    KRAFT,
    ZOOKEEPER
  }

  private final String number;
  private final Quorum quorum;

  KafkaVersion(String number, Quorum quorum) {
    this.number = number;
    this.quorum = quorum;
  }

  Quorum quorum() {
    return quorum;
  }

  /**
   * The jars of this server, as one value for {@code java -cp}.
   *
   * <p>A module of this version's own resolves them at build time into a resource of this package.
   *
   * @throws IllegalStateException if the build has not written that resource
   */
  String classPath() {
    String resource = "kafka-" + number + ".class-path";
    try (InputStream stream = KafkaVersion.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(
            "No class path for Kafka "
                + number
                + ": "
                + resource
                + " is missing. Build it with: mvn -pl tck/referee -am process-resources");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + resource, e);
    }
  }

  /** The number of the release, such as {@code 4.3.1}. */
  @Override
  public String toString() {
    return number;
  }
}
