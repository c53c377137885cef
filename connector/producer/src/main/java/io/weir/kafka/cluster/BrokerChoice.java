package io.weir.kafka.cluster;

import io.weir.kafka.config.MetadataSettings.Recovery;
import io.weir.kafka.config.ServerAddress;
import io.weir.kafka.network.BrokerAddress;
import io.weir.kafka.network.BrokerConnection;
import io.weir.kafka.network.Connections;
import io.weir.kafka.network.Loop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the broker to ask what any broker can answer: one that is connected and least busy, or
 * else opens connections until there is one.
 *
 * <p>The candidates are the brokers of the last answer, then the bootstrap addresses, in turn; so
 * when all known brokers are gone, the bootstrap addresses lead to the new ones (KIP-899), unless
 * the settings forbid that. One that takes long to open does not hold up the others: after a second
 * the next is tried too. One that is late with an answer is not chosen before it has given it, or
 * its connection is another. Of several that are equally busy, the one that was not chosen for the
 * longest time is: each may believe something else of the cluster. Once a known broker is
 * connected, the connections to bootstrap addresses rest. All fields: event loop only.
 */
final class BrokerChoice implements BrokerConnection.Listener {

  /** Told that a connection has come or gone, whether it seeks one or not. */
  interface Seeker {

    void found();

    /**
     * @param text names the broker and what happened
     */
    void lost(String text);
  }

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Loop loop;
  private final Connections connections;
  private final Recovery recovery;
  private final List<Seeker> seekers = new ArrayList<>();
  private final List<BrokerAddress> bootstrap = new ArrayList<>();
  private final Set<BrokerConnection> watched = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Those that owe an answer for longer than others took. */
  private final Set<BrokerConnection> late = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Those that were chosen, the last one at the end. */
  private final List<BrokerAddress> chosen = new ArrayList<>();

  private List<BrokerAddress> known = List.of();

  /** Which of several is tried next; counts up and is taken modulo their number. */
  private int next;

  /** Those of {@link #seekers} for whom connections are opened. */
  private final Set<Seeker> seeking = new LinkedHashSet<>();

  /** Ends the patience with what was opened last; there is one while somebody seeks. */
  private Loop.@Nullable Timer patience;

  BrokerChoice(Connections connections, ClusterSettings settings, RandomGenerator random) {
    this.loop = connections.loop();
    this.connections = connections;
    this.recovery = settings.metadata().recovery();
    for (ServerAddress each : settings.bootstrapServers()) {
      bootstrap.add(new BrokerAddress(-1 - bootstrap.size(), each.host(), each.port()));
    }
    next = random.nextInt(bootstrap.size());
  }

  Loop loop() {
    return loop;
  }

  /** Told in the order in which they were added. */
  void addSeeker(Seeker seeker) {
    seekers.add(seeker);
  }

  /** From now on these are the brokers of the cluster. */
  void learn(ClusterSnapshot snapshot) {
    known = List.copyOf(snapshot.brokers());
    chosen.retainAll(candidates());
    for (BrokerAddress each : known) {
      watch(each);
    }
    restBootstrap();
  }

  /** Leaves only the bootstrap addresses, until brokers are learnt anew; if that is allowed. */
  void startOver() {
    if (recovery == Recovery.REBOOTSTRAP) {
      known = List.of();
    }
  }

  /** The broker takes longer to answer than is worth waiting for. */
  void late(BrokerConnection connection) {
    late.add(connection);
  }

  /** The broker has answered after all. */
  void heard(BrokerConnection connection) {
    late.remove(connection);
  }

  /** A connection to ask now; null if there is none that may be asked. */
  @Nullable BrokerConnection choose() {
    BrokerConnection best = null;
    for (BrokerAddress each : candidates()) {
      BrokerConnection connection = watch(each);
      if (isAble(connection) && (best == null || isBetter(connection, best))) {
        best = connection;
      }
    }
    if (best != null) {
      chosen.remove(best.address());
      chosen.add(best.address());
    }
    return best;
  }

  /** Whether there is a connection to any broker. */
  boolean isConnected() {
    return connections.all().stream().anyMatch(BrokerConnection::isReady);
  }

  private boolean isBetter(BrokerConnection one, BrokerConnection other) {
    return one.inFlight() == other.inFlight()
        ? chosen.indexOf(one.address()) < chosen.indexOf(other.address())
        : one.inFlight() < other.inFlight();
  }

  /** Opens a connection to one more known broker, where there is one that rests. */
  void widen() {
    openOneOf(known);
  }

  private boolean isAble(BrokerConnection connection) {
    return connection.isReady() && !connection.isThrottled() && !late.contains(connection);
  }

  /** Opens connections until the seeker wants no more; it hears of each. */
  void seek(Seeker seeker) {
    seeking.add(seeker);
    if (patience == null) {
      openMore();
    }
  }

  /** The seeker needs no more connections opened; harmless if it never did. */
  void stop(Seeker seeker) {
    seeking.remove(seeker);
    if (seeking.isEmpty()) {
      hold();
    }
  }

  private void hold() {
    if (patience != null) {
      patience.cancel();
      patience = null;
    }
  }

  private void openMore() {
    patience = loop.schedule(this::impatient, PATIENCE_NANOS);
    openNext();
  }

  private void impatient() {
    patience = null;
    openMore();
  }

  /** One that rests; if there is none, all that back off, each when its time comes. */
  private void openNext() {
    if (!openOneOf(known) && !openOneOf(fallback())) {
      candidates().forEach(each -> watch(each).open());
    }
  }

  private boolean openOneOf(List<BrokerAddress> some) {
    for (int i = 0; i < some.size(); i++) {
      if (watch(some.get(Math.floorMod(next++, some.size()))).openIfIdle()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void ready(BrokerConnection connection) {
    restBootstrap();
    seekers.forEach(Seeker::found);
  }

  @Override
  public void unavailable(BrokerConnection connection, String reason, long retryAfterNanos) {
    if (retryAfterNanos < 0) {
      watched.remove(connection);
    }
    late.remove(connection);
    hold();
    String text = connection.address() + " " + reason;
    seekers.forEach(each -> each.lost(text));
    if (!seeking.isEmpty() && patience == null) {
      openMore();
    }
  }

  private void restBootstrap() {
    for (BrokerAddress each : known) {
      if (isAble(connections.to(each))) {
        bootstrap.forEach(other -> connections.to(other).rest());
        return;
      }
    }
  }

  private List<BrokerAddress> candidates() {
    List<BrokerAddress> all = new ArrayList<>(known);
    all.addAll(fallback());
    return all;
  }

  /** Whom to ask when the known brokers do not answer. */
  private List<BrokerAddress> fallback() {
    return known.isEmpty() || recovery == Recovery.REBOOTSTRAP ? bootstrap : List.of();
  }

  private BrokerConnection watch(BrokerAddress address) {
    BrokerConnection connection = connections.to(address);
    if (watched.add(connection)) {
      connection.addListener(this);
    }
    return connection;
  }
}
