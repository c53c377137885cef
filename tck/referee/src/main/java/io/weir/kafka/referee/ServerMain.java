package io.weir.kafka.referee;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Runs in the child JVM, whose class path holds a Kafka server and this class: formats the storage
 * (unless it is that of a server which comes back) or starts a ZooKeeper, then becomes the server,
 * or several.
 *
 * <p>Kafka's classes are called by reflection because each version has its own class path and none
 * of them is that of the compiler. The process ends when its standard input does, which is when the
 * parent dies, however that happens; it then deletes its folder, as the parent no longer can.
 */
final class ServerMain {
  private static final int ZOOKEEPER_TICK_MS = 2000;

  /** The system property that names features with their levels, separated by commas. */
  static final String FEATURES = "weir.features";

  /** The property that says where a ZooKeeper without brokers listens. */
  static final String ZOOKEEPER_PORT = "clientPort";

  private static final int DELETE_TRIES = 100;
  private static final long DELETE_PAUSE_NANOS = 50_000_000;
  private static final int ZOOKEEPER_MAX_CONNECTIONS = 60;

  private ServerMain() {}

  /**
   * Arguments: a {@link ServerRole}, the folder of the server, the id of the cluster, properties
   * files.
   */
  public static void main(String[] args) throws Exception {
    endWithStandardInput(Path.of(args[1]));
    List<String> properties = List.of(args).subList(3, args.length);
    switch (ServerRole.valueOf(args[0])) {
      case KRAFT_NODES -> runFormatted(properties, args[2]);
      case BROKER_WITH_ZOOKEEPER -> {
        int port = startZooKeeper(new File(args[1], "zookeeper"), /* port= */ 0);
        runKafka(properties.get(0), "--override", "zookeeper.connect=127.0.0.1:" + port);
      }
      case ZOOKEEPER -> {
        int port = Integer.parseInt(load(properties.get(0)).getProperty(ZOOKEEPER_PORT));
        startZooKeeper(new File(args[1], "zookeeper"), port);
        new CountDownLatch(1).await(); // until standard input ends
      }
      case BROKER_OF_ZOOKEEPER -> runKafka(properties.get(0));
    }
  }

  private static void runFormatted(List<String> properties, String clusterId) throws Exception {
    for (String file : properties) {
      format(file, clusterId);
    }
    if (properties.size() == 1) {
      runKafka(properties.get(0));
    } else {
      properties.forEach(ServerMain::startBesideOthers);
    }
  }

  private static void endWithStandardInput(Path folder) {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is ever sent: only the end matters.
                }
              } catch (IOException e) {
                System.err.println("Standard input failed, taken as its end: " + e);
              }
              deleteAndHalt(folder);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void deleteAndHalt(Path folder) {
    try {
      deleteWhileWrittenTo(folder);
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  /** The server still runs, and so may others of its cluster that end at the same time. */
  private static void deleteWhileWrittenTo(Path folder) {
    for (int i = 0; i < DELETE_TRIES && Files.exists(folder); i++) {
      try {
        Folders.delete(folder);
      } catch (UncheckedIOException stillWrittenTo) {
        System.err.println("Once more, as the parent is gone: " + stillWrittenTo);
        LockSupport.parkNanos(DELETE_PAUSE_NANOS);
      }
    }
  }

  private static void format(String properties, String clusterId) throws Exception {
    Method execute =
        Class.forName("kafka.tools.StorageTool")
            .getMethod("execute", String[].class, PrintStream.class);
    List<String> arguments = new ArrayList<>(List.of("format", "--ignore-formatted"));
    arguments.addAll(List.of("--cluster-id", clusterId, "--config", properties));
    Stream.of(System.getProperty(FEATURES, "").split(",", -1))
        .filter(feature -> !feature.isEmpty())
        .forEach(feature -> arguments.addAll(List.of("--feature", feature)));
    int status = (int) execute.invoke(null, arguments.toArray(String[]::new), System.err);
    if (status != 0) {
      throw new IllegalStateException("Formatting the storage ended with status " + status);
    }
  }

  private static int startZooKeeper(File folder, int wantedPort) throws Exception {
    Class<?> serverType = Class.forName("org.apache.zookeeper.server.ZooKeeperServer");
    Object server =
        serverType
            .getConstructor(File.class, File.class, int.class)
            .newInstance(folder, folder, ZOOKEEPER_TICK_MS);
    Class<?> factoryType = Class.forName("org.apache.zookeeper.server.ServerCnxnFactory");
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort);
    Object factory =
        factoryType
            .getMethod("createFactory", InetSocketAddress.class, int.class)
            .invoke(null, address, ZOOKEEPER_MAX_CONNECTIONS);
    factoryType.getMethod("startup", serverType).invoke(factory, server);
    return (int) factoryType.getMethod("getLocalPort").invoke(factory);
  }

  /** Each on a thread of its own: a broker's start returns only when the controller has started. */
  private static void startBesideOthers(String file) {
    new Thread(
            () -> {
              try {
                startServer(file);
              } catch (ReflectiveOperationException | IOException e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(1);
              }
            },
            "start-" + file)
        .start();
  }

  private static void startServer(String file) throws ReflectiveOperationException, IOException {
    Properties properties = load(file);
    Class<?> configType = Class.forName("kafka.server.KafkaConfig");
    Class<?> timeType = Class.forName("org.apache.kafka.common.utils.Time");
    Class<?> serverType = Class.forName("kafka.server.KafkaRaftServer");
    Object config = configType.getMethod("fromProps", Properties.class).invoke(null, properties);
    Object server =
        serverType
            .getConstructor(configType, timeType)
            .newInstance(config, timeType.getField("SYSTEM").get(null));
    serverType.getMethod("startup").invoke(server);
  }

  private static Properties load(String file) throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = Files.newInputStream(Path.of(file))) {
      properties.load(stream);
    }
    return properties;
  }

  private static void runKafka(String... arguments) throws Exception {
    Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) arguments);
  }
}
