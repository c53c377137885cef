package io.weir.kafka.referee;

/** What a child JVM becomes. */
enum ServerRole {
  /** One or more nodes of a KRaft cluster: controller, broker or both. */
  KRAFT_NODES,
  /** A single broker with a ZooKeeper of its own. */
  BROKER_WITH_ZOOKEEPER,
  /** A ZooKeeper that brokers in other JVMs use. */
  ZOOKEEPER,
  /** One of those brokers. */
  BROKER_OF_ZOOKEEPER
}
