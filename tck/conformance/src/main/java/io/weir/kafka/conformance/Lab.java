package io.weir.kafka.conformance;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FindCoordinatorRequest;
import io.weir.kafka.protocol.InitProducerIdRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What one scenario works with: the cluster, clients of it, and a place for notes. Closes all
 * clients that it made; used by one thread.
 */
public final class Lab implements AutoCloseable {
  /** Clients turn to another broker when one does not answer, for it may be paused. */
  public static final int REQUEST_TIMEOUT_MS = 3000;

  private static final long LATEST = -1;
  private static final int FIND_COORDINATOR_VERSION = 3;
  private static final int INIT_PRODUCER_ID_VERSION = 4;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
  private static final long DEADLINE_S = 60;

  private final KafkaUnderTest kafka;
  private final Brokers brokers;
  private final Admin admin;
  private final Observation observation = new Observation();
  private final Deque<Runnable> closing = new ArrayDeque<>();

  Lab(KafkaUnderTest kafka) {
    this.kafka = kafka;
    this.brokers = new Brokers(kafka);
    this.admin = Admin.create(settings(Map.of()));
  }

  Observation observation() {
    return observation;
  }

  /** Notes {@code what: fact}. */
  public void note(String what, Object fact) {
    observation.note(what, fact);
  }

  /** Notes {@code what: } the answer, or the error with its text. */
  public void noteAnswer(String what, Future<?> answer) throws Exception {
    try {
      Object got = answer.get(DEADLINE_S, TimeUnit.SECONDS);
      note(what, got == null ? "done" : got);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      note(what, cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }
  }

  /** Notes {@code what: } the error, without its text. */
  public void noteError(String what, Future<?> answer) throws Exception {
    try {
      note(what, "none, but " + answer.get(DEADLINE_S, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      note(what, e.getCause() == null ? e : e.getCause().getClass().getSimpleName());
    }
  }

  /** Kafka's admin client. */
  public Admin admin() {
    return admin;
  }

  /** {@link KafkaUnderTest#bootstrapServers}. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** {@link KafkaUnderTest#stop}. */
  public void stop(int broker) {
    brokers.stop(broker);
  }

  /** {@link KafkaUnderTest#kill}. */
  public void kill(int broker) {
    brokers.kill(broker);
  }

  /** {@link KafkaUnderTest#pause}. */
  public void pause(int broker) {
    brokers.pause(broker);
  }

  /** {@link KafkaUnderTest#resume}. */
  public void resume(int broker) {
    brokers.resume(broker);
  }

  /** {@link KafkaUnderTest#restart}. */
  public void restart(int broker) {
    brokers.restart(broker);
  }

  /**
   * Creates a topic of one partition and returns when its replicas are in sync and its leader
   * serves: a real broker tells of a topic a moment before it takes records for it.
   */
  public void createTopic(String topic, Map<String, String> configs, Integer... replicas)
      throws Exception {
    NewTopic newTopic = new NewTopic(topic, Map.of(0, List.of(replicas))).configs(configs);
    get(admin.createTopics(List.of(newTopic)).all());
    await(topic, "complete", PartitionState::isComplete);
    RawPartition leader = partition(replicas[0], topic);
    until(topic + " served", () -> leader.offsetAt(LATEST), seen -> seen.startsWith("offset"));
  }

  /** Returns when each running broker says that exactly these replicas are in sync. */
  public PartitionState awaitIsr(String topic, Integer... expected) throws Exception {
    List<Integer> isr = Arrays.asList(expected);
    return await(topic, "in sync " + isr, state -> state.isr().equals(isr));
  }

  /** Returns when each running broker says that this one leads; -1 for none. */
  public PartitionState awaitLeader(String topic, int leader) throws Exception {
    return await(topic, "leader " + leader, state -> state.leader() == leader);
  }

  private PartitionState await(String topic, String what, Predicate<PartitionState> expected)
      throws Exception {
    return Eventually.await(
            topic + " " + what,
            () -> brokers.statesOf(topic),
            states -> states.stream().allMatch(state -> state != null && expected.test(state)))
        .get(0);
  }

  /**
   * Makes the first of these replicas the leader, in order, and returns when each broker says so.
   * The others must be those that the topic has.
   */
  public PartitionState moveLeader(String topic, Integer... replicas) throws Exception {
    TopicPartition partition = new TopicPartition(topic, 0);
    NewPartitionReassignment order = new NewPartitionReassignment(List.of(replicas));
    get(admin.alterPartitionReassignments(Map.of(partition, Optional.of(order))).all());
    await(topic, "replicas " + order, state -> state.replicas().equals(List.of(replicas)));
    get(admin.electLeaders(ElectionType.PREFERRED, Set.of(partition)).all());
    return awaitLeader(topic, replicas[0]);
  }

  /** Returns the earliest offset, as soon as that is this one on the leader. */
  public String awaitLogStart(String topic, int leader, long expected) throws Exception {
    return Eventually.await(
        topic + " starts at " + expected,
        () -> partition(leader, topic).offsetAt(-2),
        found -> found.startsWith("offset " + expected + ","));
  }

  /** Returns when the producer has sent that many records again. */
  public void awaitRetries(KafkaProducer<?, ?> producer, int retries) throws Exception {
    Eventually.await(retries + " retries", () -> retries(producer), seen -> seen >= retries);
  }

  private static double retries(KafkaProducer<?, ?> producer) {
    return producer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("record-retry-total"))
        .filter(metric -> metric.metricName().group().equals("producer-metrics"))
        .mapToDouble(metric -> (double) metric.metricValue())
        .sum();
  }

  /** A producer id that nobody has used, as soon as this broker gives one. */
  public long newProducerId(int broker) throws Exception {
    InitProducerIdRequest request =
        new InitProducerIdRequest(null, 60_000, -1, (short) -1, false, false);
    return Eventually.await(
            "a producer id",
            () ->
                brokers
                    .connection(broker)
                    .ask(Apis.INIT_PRODUCER_ID, INIT_PRODUCER_ID_VERSION, request),
            answer -> answer.errorCode() == ErrorCode.NONE.code())
        .producerId();
  }

  /** The broker that coordinates a group, as soon as there is one that has loaded it. */
  public int coordinator(String group) throws Exception {
    FindCoordinatorRequest request = new FindCoordinatorRequest(group, (byte) 0, List.of());
    return Eventually.await(
        "the coordinator of " + group,
        () ->
            brokers
                .connection(brokers.running().get(0))
                .ask(Apis.FIND_COORDINATOR, FIND_COORDINATOR_VERSION, request)
                .nodeId(),
        broker ->
            brokers.running().contains(broker)
                && group(broker, group).committed().endsWith("topics"));
  }

  /** Looks again and again, and returns the first value that is as expected. */
  public <T> T until(String what, Callable<T> look, Predicate<T> expected) throws Exception {
    return Eventually.await(what, look, expected);
  }

  /** Waits for the answer of one resource. */
  public <T> T getOnly(Map<?, KafkaFuture<T>> answers) throws Exception {
    return get(answers.values().iterator().next());
  }

  /** Waits for an answer. */
  public <T> T get(Future<T> answer) throws Exception {
    return answer.get(DEADLINE_S, TimeUnit.SECONDS);
  }

  /** The offset of the first record that the consumer gets from here. */
  public long firstOffset(KafkaConsumer<String, String> consumer) throws Exception {
    return Eventually.await(
            "a record", () -> consumer.poll(Duration.ofMillis(100)), read -> !read.isEmpty())
        .iterator()
        .next()
        .offset();
  }

  /** The first partition of a topic, as this broker answers for it. */
  public RawPartition partition(int broker, String topic) {
    return new RawPartition(brokers.connection(broker), topic);
  }

  /** A connection of its own, for requests after which nobody else may come. */
  public RawConnection connect(int broker) {
    RawConnection connection = RawConnection.to(kafka.address(broker));
    closing.push(connection::close);
    return connection;
  }

  /** As {@link #partition}, on a connection of its own. */
  public RawPartition partitionAlone(int broker, String topic) {
    return new RawPartition(connect(broker), topic);
  }

  /** The settings of a topic, as this broker has them. */
  public RawSettings settings(int broker, String topic) {
    return new RawSettings(brokers.connection(broker), topic);
  }

  /** A group, as this broker answers for it. */
  public RawGroup group(int broker, String group) {
    return new RawGroup(brokers.connection(broker), group);
  }

  /** As {@link #group}, on a connection of its own. */
  public RawGroup groupAlone(int broker, String group) {
    return new RawGroup(connect(broker), group);
  }

  /** Kafka's producer with these settings. */
  public KafkaProducer<String, String> producer(Map<String, Object> settings) {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings(settings), new StringSerializer(), new StringSerializer());
    closing.push(() -> producer.close(Duration.ZERO));
    return producer;
  }

  /** Kafka's consumer with these settings. */
  public KafkaConsumer<String, String> consumer(Map<String, Object> settings) {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings(settings), new StringDeserializer(), new StringDeserializer());
    closing.push(() -> consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT)));
    return consumer;
  }

  /** All committed records of a topic's first partition, as {@code OFFSET=VALUE}. */
  public List<String> committed(String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = consumer(Map.of())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> read : consumer.poll(Duration.ofMillis(100))) {
          records.add(read.offset() + "=" + read.value());
        }
      }
    }
    return records;
  }

  private Map<String, Object> settings(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    settings.put("request.timeout.ms", REQUEST_TIMEOUT_MS);
    settings.put("reconnect.backoff.max.ms", 200);
    settings.putAll(more);
    return settings;
  }

  /** Makes the cluster healthy and empty again. */
  void tidy() throws Exception {
    closeClients();
    brokers.heal();
    get(admin.deleteTopics(get(admin.listTopics().names())).all());
  }

  private void closeClients() {
    while (!closing.isEmpty()) {
      closing.pop().run();
    }
  }

  @Override
  public void close() {
    closeClients();
    brokers.close();
    admin.close(Duration.ZERO);
  }
}
