package io.weir.kafka.cluster;

import io.weir.kafka.network.BrokerConnection;
import io.weir.kafka.network.Loop;
import io.weir.kafka.network.RequestFailure;
import io.weir.kafka.network.RequestOptions;
import io.weir.kafka.network.ResponseListener;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataRequest.MetadataRequestTopic;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.time.Backoff;
import io.weir.kafka.time.Reminder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to ask a broker about the cluster, and asks: one request at a time.
 *
 * <p>A full refresh asks for all topics in use: by age, or when what is known has proven wrong. In
 * between it asks for topics that are waited for, several together. Whatever happens - a new topic,
 * a connection that comes or goes, an answer, a timer - ends in {@link #pump}, which alone decides
 * what is next. All fields: event loop only.
 */
final class Refresh implements BrokerChoice.Seeker {

  private static final Logger LOG = System.getLogger("io.weir.kafka.cluster");
  private static final UUID NO_ID = new UUID(0, 0);

  /** What a full refresh has brought. */
  enum News {
    /** Something that was known has changed. */
    CHANGED,
    /** Everything is as it was. */
    SAME
  }

  /** Takes the answers; may call back at once. */
  interface Listener {

    /**
     * @param asked the topics that were asked for
     */
    News answered(MetadataResponse response, Collection<String> asked);
  }

  private final Loop loop;
  private final ClusterSettings settings;
  private final TopicInterest interest;
  private final Listener listener;
  private final Backoff backoff;
  private final BrokerChoice choice;
  private final Reminder reminder = new Reminder();

  private boolean asking;
  private boolean closed;
  private Loop.@Nullable Timer timer;

  /** When the next full refresh is due. */
  private long fullDueNanos;

  private long lastFullNanos;

  /** Full refreshes in a row that were demanded and brought nothing new. */
  private int futile;

  /** Whether a full refresh was demanded since the last one was asked for. */
  private boolean demanded;

  /** What stood in the way last; empty once the cluster has answered. */
  private String obstacle = "no broker has answered yet";

  /** Requests in a row that had no usable answer. */
  private int failures;

  /** Nothing is asked before, because of failures. */
  private long notBeforeNanos;

  /**
   * @param backoff between attempts, and between refreshes that bring nothing new
   */
  Refresh(
      BrokerChoice choice,
      ClusterSettings settings,
      TopicInterest interest,
      Backoff backoff,
      Listener listener) {
    this.loop = choice.loop();
    this.choice = choice;
    this.settings = settings;
    this.interest = interest;
    this.backoff = backoff;
    this.listener = listener;
    choice.addSeeker(this);
    fullDueNanos = loop.nanoTime();
    lastFullNanos = fullDueNanos;
    notBeforeNanos = fullDueNanos;
  }

  /** Makes a full refresh due: at once, or after a backoff where the last ones were futile. */
  void demand() {
    demanded = true;
    long earliest = lastFullNanos + backoff.nanosAfter(futile + 1);
    if (earliest - fullDueNanos < 0) {
      fullDueNanos = earliest;
    }
    pump();
  }

  /** What stands in the way of an answer: a clause; empty if nothing does. */
  String obstacle() {
    return obstacle;
  }

  /** From now on these are the brokers to ask. */
  void learn(ClusterSnapshot snapshot) {
    choice.learn(snapshot);
  }

  void close() {
    closed = true;
    choice.stop(this);
    disarm();
  }

  /** Asks if something is due and somebody is there to ask; or else arranges to come back. */
  void pump() {
    if (closed || asking) {
      return;
    }
    long now = loop.nanoTime();
    long wait = Math.max(nextDueNanos() - now, notBeforeNanos - now);
    disarm();
    if (wait > 0) {
      choice.stop(this);
      timer = loop.schedule(this::pump, wait);
      return;
    }
    BrokerConnection broker = choice.ready();
    if (broker == null) {
      reminder.waiting(now);
      choice.seek(this);
    } else {
      choice.stop(this);
      ask(broker, now);
    }
  }

  private long nextDueNanos() {
    OptionalLong topic = interest.nextAskNanos();
    boolean topicFirst = topic.isPresent() && topic.getAsLong() - fullDueNanos < 0;
    return topicFirst ? topic.getAsLong() : fullDueNanos;
  }

  private void ask(BrokerConnection broker, long now) {
    boolean full = fullDueNanos - now <= 0;
    if (full) {
      interest.forgetIdle(settings.metadata().maxIdle().toNanos(), now);
    }
    Question question =
        new Question(broker, full, demanded, full ? interest.names() : interest.due(now));
    if (full) {
      fullDueNanos = now + settings.metadata().maxAge().toNanos();
      demanded = false;
    }
    asking = true;
    long timeout = settings.requestTimeout().toNanos();
    broker.send(Apis.METADATA, question.request(), RequestOptions.within(timeout), question);
  }

  @Override
  public void found() {
    pump();
  }

  @Override
  public void lost(String text) {
    obstacle = text;
    long now = loop.nanoTime();
    if (reminder.due(now)) {
      LOG.log(
          Level.WARNING,
          "WEIR00401 nothing is known of the cluster for {0} s, records wait: {1}",
          reminder.seconds(now),
          text);
    }
    pump();
  }

  private void disarm() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** One request and what follows from its end. */
  private final class Question implements ResponseListener<MetadataResponse> {

    private final BrokerConnection broker;
    private final boolean full;
    private final boolean wasDemanded;
    private final Collection<String> topics;

    Question(
        BrokerConnection broker, boolean full, boolean wasDemanded, Collection<String> topics) {
      this.broker = broker;
      this.full = full;
      this.wasDemanded = wasDemanded;
      this.topics = topics;
    }

    MetadataRequest request() {
      List<MetadataRequestTopic> named =
          topics.stream().map(each -> new MetadataRequestTopic(NO_ID, each)).toList();
      boolean create = settings.topicCreation() == ClusterSettings.TopicCreation.ALLOWED;
      return new MetadataRequest(named, create, false, false);
    }

    @Override
    public void response(MetadataResponse response) {
      asking = false;
      broker.throttle(response.throttleTimeMs());
      ErrorCode error = ErrorCode.of(response.errorCode());
      if (error != ErrorCode.NONE) {
        if (error == ErrorCode.REBOOTSTRAP_REQUIRED) {
          choice.startOver();
        }
        unanswered(broker.address() + " answered " + error + ": " + error.text());
      } else if (response.brokers().isEmpty()) {
        unanswered(broker.address() + " knows no broker of the cluster");
      } else {
        answered(response);
      }
    }

    @Override
    public void failed(RequestFailure failure) {
      asking = false;
      unanswered(failure.text());
    }

    private void answered(MetadataResponse response) {
      failures = 0;
      obstacle = "";
      reminder.over();
      if (full) {
        lastFullNanos = loop.nanoTime();
      }
      News news = listener.answered(response, topics);
      if (full) {
        futile = wasDemanded && news == News.SAME ? futile + 1 : 0;
      }
      pump();
    }

    private void unanswered(String text) {
      failures++;
      notBeforeNanos = loop.nanoTime() + backoff.nanosAfter(failures);
      if (full) {
        fullDueNanos = loop.nanoTime();
        demanded |= wasDemanded;
      }
      reminder.waiting(loop.nanoTime());
      LOG.log(Level.DEBUG, "no metadata: {0}", text);
      lost(text);
    }
  }
}
