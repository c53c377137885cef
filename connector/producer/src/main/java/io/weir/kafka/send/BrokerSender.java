package io.weir.kafka.send;

import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.Lane;
import io.weir.kafka.network.BrokerConnection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One broker's share of the work: the lanes that are ready for it, first come first served,
 * gathered into as few Produce requests as fit the limits.
 *
 * <p>Draining is put off to the end of the loop's turn, so that all lanes that become ready in one
 * turn share a request. Open batches whose time has come are sealed as late as that. Event loop
 * only.
 */
final class BrokerSender implements BrokerConnection.Listener {

  private final Sender sender;
  private final SendSettings settings;
  private final BrokerConnection connection;
  private final Set<Lane> ready = new LinkedHashSet<>();
  private final Set<Lane> lingering = new LinkedHashSet<>();
  private int inFlight;
  private boolean drainScheduled;

  /** Why there is no connection; null where that is not known, or it is fine. */
  private @Nullable String trouble;

  BrokerSender(Sender sender, SendSettings settings, BrokerConnection connection) {
    this.sender = sender;
    this.settings = settings;
    this.connection = connection;
    connection.addListener(this);
  }

  /** Whether it works with this connection: one to the same place may be another. */
  boolean uses(BrokerConnection other) {
    return connection == other;
  }

  /** What stands between a lane and its outcome: a clause for an error. */
  String obstacle() {
    if (connection.isReady()) {
      return connection.address()
          + (connection.isThrottled() ? " asks for silence" : " is connected");
    }
    return connection.address() + (trouble == null ? " is not connected" : " " + trouble);
  }

  /** The lane has something to send. */
  void enqueue(Lane lane) {
    lingering.remove(lane);
    ready.add(lane);
    scheduleDrain();
  }

  /** The lane waits for more records, but would rather leave when the broker has nothing to do. */
  void lingers(Lane lane) {
    if (sender.isAdaptive()) {
      lingering.add(lane);
    }
  }

  boolean isIdle() {
    return inFlight == 0;
  }

  @Override
  public void ready(BrokerConnection ready) {
    trouble = null;
    scheduleDrain();
  }

  /** The lanes stay, unless the cluster has a new leader for them by then. */
  @Override
  public void unavailable(BrokerConnection broken, String reason, long retryAfterNanos) {
    trouble = reason;
    if (!ready.isEmpty() || !settings.wantsResponse()) { // with acks=0 a close says "not here"
      sender.metadata().invalidate(reason);
    }
    if (!ready.isEmpty()) {
      if (retryAfterNanos >= 0) {
        connection.open();
      }
    }
  }

  /** Leaders may have changed: lanes that another broker leads now go there. */
  void metadataChanged() {
    for (Lane lane : new ArrayList<>(ready)) {
      if (!sender.isLedBy(lane, connection.address())) {
        ready.remove(lane);
        sender.offer(lane);
      }
    }
  }

  /** Another connection takes its place: all lanes look for that. */
  void retire() {
    List<Lane> released = new ArrayList<>(ready);
    released.addAll(lingering);
    ready.clear();
    lingering.clear();
    released.forEach(sender::offer);
  }

  private void scheduleDrain() {
    if (!drainScheduled) {
      drainScheduled = true;
      sender.loop().execute(this::drain);
    }
  }

  private void drain() {
    drainScheduled = false;
    while (inFlight < settings.maxInFlight() && !ready.isEmpty() && !connection.isThrottled()) {
      if (!connection.isReady()) {
        connection.open();
        return;
      }
      List<Batch> batches = gather();
      if (!batches.isEmpty()) {
        inFlight++;
        new ProduceCall(sender, settings, connection, this::callEnded).send(batches);
        batches.forEach(each -> sender.offer(each.lane())); // it may have more for the next request
      }
    }
  }

  private List<Batch> gather() {
    List<Batch> batches = new ArrayList<>();
    int bytes = 0;
    while (!ready.isEmpty()) {
      Lane lane = ready.iterator().next();
      Batch head = headOf(lane);
      if (head != null && bytes + head.sizeInBytes() > settings.maxRequestBytes() && bytes > 0) {
        return batches;
      }
      ready.remove(lane);
      if (head != null) {
        bytes += head.sizeInBytes();
        batches.add(sender.take(lane));
      }
    }
    return batches;
  }

  private static @Nullable Batch headOf(Lane lane) {
    if (lane.isMuted()) {
      return null;
    }
    if (lane.peek() == null) {
      lane.seal();
    }
    return lane.peek();
  }

  private void callEnded() {
    inFlight--;
    if (inFlight == 0 && !lingering.isEmpty()) {
      List<Lane> released = new ArrayList<>(lingering);
      lingering.clear();
      released.forEach(sender::offer);
    }
    scheduleDrain();
  }
}
