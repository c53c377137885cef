package io.weir.kafka.testcluster.launch;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest states. */
final class JarVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    Package own = JarVersion.class.getPackage();
    String version = Optional.ofNullable(own.getImplementationVersion()).orElse("development");
    return new String[] {"weir-kafka-cluster " + version};
  }
}
