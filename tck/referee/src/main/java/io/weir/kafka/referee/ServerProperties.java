package io.weir.kafka.referee;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The {@code server.properties} of one broker that is alone in its cluster.
 *
 * @param port where clients connect
 * @param controllerPort where the KRaft controller listens; unused with a ZooKeeper
 * @param settings what the test asked for; wins over everything else
 */
record ServerProperties(int port, int controllerPort, Map<String, String> settings) {
  static final String HOST = "127.0.0.1";

  private static final String NODE_ID = "1";

  /** Writes the file into the folder, which also gets the data, and returns it. */
  Path write(KafkaVersion.Quorum quorum, Path folder) {
    Properties properties = small(folder);
    switch (quorum) {
      case KRAFT -> addKraft(properties);
      case ZOOKEEPER -> addZooKeeper(properties);
    }
    properties.putAll(settings);
    return store(properties, folder);
  }

  /** Writes the properties into the folder's file and returns it. */
  static Path store(Properties properties, Path folder) {
    Path file = folder.resolve("server.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
    return file;
  }

  private static Properties small(Path folder) {
    Properties properties = new Properties();
    properties.put("log.dirs", folder.resolve("data").toString());
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    return properties;
  }

  private void addKraft(Properties properties) {
    properties.put("node.id", NODE_ID);
    properties.put("process.roles", "broker,controller");
    properties.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("inter.broker.listener.name", "PLAINTEXT");
    properties.put(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    properties.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
  }

  private void addZooKeeper(Properties properties) {
    properties.put("broker.id", NODE_ID);
    properties.put("listeners", "PLAINTEXT://" + HOST + ":" + port);
    properties.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
    // Only a placeholder: the child knows the port of its ZooKeeper and overrides this.
    properties.put("zookeeper.connect", HOST + ":2181");
  }
}
