package io.weir.kafka.cluster;

import io.weir.kafka.cluster.TopicAnswer.Kind;
import io.weir.kafka.network.Connections;
import io.weir.kafka.network.Guard;
import io.weir.kafka.network.Loop;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.time.Backoff;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What is known of the cluster, and the one place that changes it.
 *
 * <p>{@link #snapshot} and {@link #request} may be called by any thread; all other methods, and all
 * fields that are not marked otherwise, belong to the event loop. The snapshot is replaced as a
 * whole, and always before anybody is told.
 *
 * <p>A request for a topic is answered once it is found or cannot be: {@link
 * MetadataListener#topicReady} or {@link MetadataListener#topicFailed}. There is no bound in time:
 * a topic that does not exist is asked for again and again, as somebody may create it, for as long
 * as somebody waits. That has to be said each time: a request holds until the next answer, and who
 * still waits requests the topic again when told that it is {@linkplain
 * MetadataListener#topicMissing missing}. A topic that was found is forgotten when it falls out of
 * use, and must be requested anew.
 */
public final class Metadata implements AutoCloseable {

  private static final Logger LOG = System.getLogger("io.weir.kafka.cluster");

  private final Loop loop;
  private final TopicInterest interest;
  private final Refresh refresh;
  private final AnyBroker anyBroker;
  private final List<MetadataListener> listeners = new ArrayList<>();

  /** Requests on their way to the loop, so that one is enough for many callers. Any thread. */
  private final Set<String> requested = ConcurrentHashMap.newKeySet();

  /** Written on the event loop, read by any thread. */
  private volatile ClusterSnapshot snapshot = ClusterSnapshot.EMPTY;

  private boolean closed;

  /**
   * @param connections shared with the sender; closed by whoever made them, after this
   * @param random spreads the backoffs and the choice of bootstrap servers
   */
  public Metadata(Connections connections, ClusterSettings settings, RandomGenerator random) {
    this.loop = connections.loop();
    Backoff backoff =
        new Backoff(
            settings.retryBackoff().initial().toNanos(),
            settings.retryBackoff().max().toNanos(),
            random);
    this.interest = new TopicInterest(backoff);
    BrokerChoice choice = new BrokerChoice(connections, settings, random);
    this.refresh = new Refresh(choice, settings, interest, backoff, this::answered);
    this.anyBroker = new AnyBroker(loop, choice);
  }

  /** Asks the brokers, whose choice this metadata has, for what is not metadata. */
  public AnyBroker anyBroker() {
    return anyBroker;
  }

  /** What is known now; never null. Any thread. */
  public ClusterSnapshot snapshot() {
    return snapshot;
  }

  /**
   * Why the partitions of a topic are not known, or have no leader: a clause for an error. Event
   * loop only.
   */
  public String obstacle(String topic) {
    if (!refresh.obstacle().isEmpty()) {
      return refresh.obstacle();
    }
    TopicSnapshot known = snapshot.topic(topic);
    if (known == null || known.partitionCount() == 0) {
      return "the cluster does not have the topic; create it, or allow its brokers to";
    }
    return "the cluster answers";
  }

  /** Looks for a broker and learns the cluster from it, although nothing is asked for yet. */
  public void begin() {
    if (!closed) {
      refresh.pump();
    }
  }

  /** Told from the next change on. */
  public void addListener(MetadataListener listener) {
    listeners.add(listener);
  }

  /**
   * Asks for a topic; the listeners are told, later, if only that it is still unknown: then it has
   * to be requested again by whoever waits. Cheap where the same request is on its way already;
   * does nothing once the loop has ended. Any thread.
   */
  public void request(String topic) {
    if (requested.add(topic)) {
      try {
        loop.execute(() -> use(topic));
      } catch (RejectedExecutionException ended) {
        LOG.log(Level.DEBUG, "topic {0} was requested after the end", topic);
      }
    }
  }

  private void use(String topic) {
    requested.remove(topic);
    if (closed) {
      return;
    }
    interest.use(topic, loop.nanoTime());
    if (interest.isWaiting(topic)) {
      refresh.pump();
    } else {
      tell(each -> each.topicReady(topic));
    }
  }

  /** Notes that a topic is in use, so that it is not forgotten. */
  public void used(String topic) {
    interest.use(topic, loop.nanoTime());
  }

  /**
   * What is known has proven wrong: asks again soon.
   *
   * @param reason for the log, such as the error and the partition
   */
  public void invalidate(String reason) {
    LOG.log(Level.DEBUG, "metadata is outdated: {0}", reason);
    refresh.demand();
  }

  /**
   * Takes the leader that a response has named (KIP-951).
   *
   * @return whether it was news: the partition is known and the epoch is newer. Then the listeners
   *     have been told, and there is no need to {@link #invalidate}
   */
  public boolean accept(LeaderHint hint) {
    TopicSnapshot topic = snapshot.topic(hint.topic());
    boolean reachable = hint.leader() != null || snapshot.broker(hint.leaderId()) != null;
    if (topic == null || !reachable || !topic.isOutdatedBy(hint)) {
      return false;
    }
    publish(snapshot.withLeader(topic, hint));
    return true;
  }

  /**
   * Asks nothing more and tells nothing more; no timer is left. Questions to {@link #anyBroker}
   * that wait for a connection fail before this returns; those that were sent end with theirs.
   */
  @Override
  public void close() {
    closed = true;
    refresh.close();
    anyBroker.close();
  }

  private FullRefresh.News answered(MetadataResponse response, Collection<String> asked) {
    ClusterSnapshot old = snapshot;
    ClusterSnapshot merged = SnapshotUpdate.apply(old, response, interest::contains);
    warnOfAnotherCluster(old, merged);
    List<TopicAnswer> answers = asked.stream().map(each -> TopicAnswer.of(each, merged)).toList();
    Set<String> failed = new HashSet<>();
    for (TopicAnswer each : answers) {
      if (each.kind() == Kind.FAILED) {
        failed.add(each.topic());
        interest.forget(each.topic());
      }
    }
    publish(merged.without(failed));
    refresh.learn(snapshot);
    answers.forEach(this::settle);
    if (answers.stream().anyMatch(each -> each.kind() == Kind.INCOMPLETE)) {
      invalidate("a topic in use is not complete");
    }
    return merged.sameAs(old) ? FullRefresh.News.SAME : FullRefresh.News.CHANGED;
  }

  private void publish(ClusterSnapshot current) {
    snapshot = current;
    tell(each -> each.changed(current));
  }

  private void settle(TopicAnswer answer) {
    String topic = answer.topic();
    switch (answer.kind()) {
      case COMPLETE, INCOMPLETE -> {
        if (interest.isWaiting(topic)) {
          interest.found(topic);
          tell(each -> each.topicReady(topic));
        }
      }
      case MISSING -> {
        OptionalLong seconds = interest.missed(topic, loop.nanoTime());
        seconds.ifPresent(waited -> warnOfMissingTopic(answer, waited));
        tell(each -> each.topicMissing(topic));
      }
      case FAILED -> tell(each -> each.topicFailed(topic, answer.error(), answer.text()));
    }
  }

  private static void warnOfMissingTopic(TopicAnswer answer, long seconds) {
    LOG.log(
        Level.WARNING,
        "WEIR00402 waiting for {0} for {1} s, its records wait; create it if nobody else does",
        answer.text(),
        seconds);
  }

  private static void warnOfAnotherCluster(ClusterSnapshot old, ClusterSnapshot current) {
    String before = old.clusterId();
    if (before != null && !before.equals(current.clusterId())) {
      LOG.log(
          Level.WARNING,
          "WEIR00403 the brokers are now those of cluster {0}, they were those of {1};"
              + " check bootstrap.servers",
          current.clusterId(),
          before);
    }
  }

  private void tell(Consumer<MetadataListener> news) {
    for (MetadataListener each : List.copyOf(listeners)) {
      if (!closed) {
        Guard.call("a listener to the metadata", () -> news.accept(each));
      }
    }
  }
}
