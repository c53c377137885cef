package io.weir.kafka.benchmarks;

import io.weir.kafka.referee.OneJvmKafka;
import io.weir.kafka.referee.RealKafkaCluster;
import java.time.Duration;

/** Real brokers and their controller in one JVM, with the defaults of both but for retention. */
final class RealPeer implements MeasuredKafka {
  private final OneJvmKafka kafka;
  private final ProcessHandle process;

  private RealPeer(OneJvmKafka kafka) {
    this.kafka = kafka;
    this.process = ProcessHandle.of(kafka.pid()).orElseThrow();
  }

  static RealPeer start() {
    return new RealPeer(
        RealKafkaCluster.builder()
            .brokers(EmbeddedMain.BROKERS)
            .property("log.retention.check.interval.ms", "5000")
            .startInOneJvm());
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public double callSeconds() {
    return 0;
  }

  @Override
  public boolean startAgain() {
    return false;
  }

  @Override
  public Cpu cpu() {
    long nanos = process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    return new Cpu(nanos, nanos);
  }

  @Override
  public long liveHeapBytes() {
    return kafka.liveHeapBytes();
  }

  @Override
  public void close() {
    kafka.close();
  }
}
