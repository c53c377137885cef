package io.weir.kafka.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.referee.LiveHeap;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TestClusterBuilder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The embedded cluster in a child JVM with the JVM's defaults, driven through its pipes. */
final class EmbeddedKafka implements MeasuredKafka {
  /** Where the records go. */
  enum Storage {
    MEMORY,
    ACK_ONLY,
    DISK;

    TestClusterBuilder in(TestClusterBuilder builder) {
      return switch (this) {
        case MEMORY -> builder.inMemory();
        case ACK_ONLY -> builder.ackOnly();
        case DISK -> builder.onDisk();
      };
    }
  }

  private final Process process;
  private final BufferedReader output;
  private final Writer input;
  private String[] ready;

  private EmbeddedKafka(Process process) throws IOException {
    this.process = process;
    this.output = process.inputReader();
    this.input = process.outputWriter();
    this.ready = answer("ready");
  }

  /** Returns when the brokers serve. */
  static EmbeddedKafka start(Storage storage) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                EmbeddedMain.class.getName(),
                storage.name())
            .redirectErrorStream(true)
            .start();
    try {
      return new EmbeddedKafka(process);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** What an application has on its class path for the cluster, and the child's main class. */
  private static String classPath() {
    return Stream.of(
            EmbeddedMain.class,
            TestCluster.class,
            Apis.class,
            EventLoop.class,
            EventExecutor.class,
            ByteBuf.class,
            ByteToMessageDecoder.class,
            AddressResolver.class)
        .map(each -> each.getProtectionDomain().getCodeSource().getLocation())
        .map(location -> Path.of(location.getPath()).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The words of the next line of this kind; other lines are logged by the child. */
  private String[] answer(String kind) throws IOException {
    StringBuilder other = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(kind + " ")) {
        return line.split(" ", -1);
      }
      other.append('\n').append(line);
    }
    throw new IllegalStateException("The embedded cluster ended and printed:" + other);
  }

  @Override
  public String bootstrapServers() {
    return ready[2];
  }

  @Override
  public double callSeconds() {
    return Long.parseLong(ready[1]) / 1e9;
  }

  @Override
  public boolean startAgain() throws IOException {
    command("again");
    ready = answer("ready");
    return true;
  }

  private void command(String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  @Override
  public Cpu cpu() throws IOException {
    command("cpu");
    String[] words = answer("cpu");
    return new Cpu(Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  @Override
  public long liveHeapBytes() {
    return LiveHeap.bytesOf(process.pid());
  }

  @Override
  public void close() {
    try {
      input.close();
      process.waitFor();
      output.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot end the embedded cluster", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
