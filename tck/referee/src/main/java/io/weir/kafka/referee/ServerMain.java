package io.weir.kafka.referee;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Runs in the child JVM, whose class path holds a Kafka server and this class: formats the storage
 * or starts a ZooKeeper, then becomes the broker.
 *
 * <p>Kafka's classes are called by reflection because each version has its own class path and none
 * of them is that of the compiler. The process ends when its standard input does, which is when the
 * parent dies, however that happens; it then deletes its folder, as the parent no longer can.
 */
final class ServerMain {
  private static final int ZOOKEEPER_TICK_MS = 2000;
  private static final int ZOOKEEPER_MAX_CONNECTIONS = 60;

  private ServerMain() {}

  /** Arguments: the mode, the folder of the server, the properties file, the id of the cluster. */
  public static void main(String[] args) throws Exception {
    endWithStandardInput(Path.of(args[1]));
    String properties = args[2];
    if (args[0].equals("zookeeper")) {
      int port = startZooKeeper(new File(args[1], "zookeeper"));
      runKafka(properties, "--override", "zookeeper.connect=127.0.0.1:" + port);
    } else {
      format(properties, args[3]);
      runKafka(properties);
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
      Folders.delete(folder);
    } catch (UncheckedIOException stillWrittenTo) {
      System.err.println("Left behind by a server whose parent is gone: " + stillWrittenTo);
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void format(String properties, String clusterId) throws Exception {
    Method execute =
        Class.forName("kafka.tools.StorageTool")
            .getMethod("execute", String[].class, PrintStream.class);
    String[] arguments = {"format", "--cluster-id", clusterId, "--config", properties};
    int status = (int) execute.invoke(null, arguments, System.err);
    if (status != 0) {
      throw new IllegalStateException("Formatting the storage ended with status " + status);
    }
  }

  private static int startZooKeeper(File folder) throws Exception {
    Class<?> serverType = Class.forName("org.apache.zookeeper.server.ZooKeeperServer");
    Object server =
        serverType
            .getConstructor(File.class, File.class, int.class)
            .newInstance(folder, folder, ZOOKEEPER_TICK_MS);
    Class<?> factoryType = Class.forName("org.apache.zookeeper.server.ServerCnxnFactory");
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Object factory =
        factoryType
            .getMethod("createFactory", InetSocketAddress.class, int.class)
            .invoke(null, anyPort, ZOOKEEPER_MAX_CONNECTIONS);
    factoryType.getMethod("startup", serverType).invoke(factory, server);
    return (int) factoryType.getMethod("getLocalPort").invoke(factory);
  }

  private static void runKafka(String... arguments) throws Exception {
    Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object) arguments);
  }
}
