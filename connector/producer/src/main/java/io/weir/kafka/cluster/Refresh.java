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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides when to ask a broker about the cluster, and asks: one request at a time, of which the
 * answer is not overdue.
 *
 * <p>A full refresh asks for all topics in use: by age, or when what is known has proven wrong. In
 * between it asks for topics that are waited for, several together. A broker that is late, perhaps
 * because it has stopped without closing its connections, is not waited for: another one is asked,
 * and whatever answers first counts; so does the late answer. Whatever happens - a new topic, a
 * connection that comes or goes, an answer, a timer - ends in {@link #pump}, which alone decides
 * what is next. All fields: event loop only.
 */
final class Refresh implements BrokerChoice.Seeker {

  private static final Logger LOG = System.getLogger("io.weir.kafka.cluster");
  private static final UUID NO_ID = new UUID(0, 0);

  /** An answer takes milliseconds; after so long another broker may be faster. */
  private static final long LATE_AFTER_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Takes the answers; may call back at once. */
  interface Listener {

    /**
     * @param asked the topics that were asked for
     */
    FullRefresh.News answered(MetadataResponse response, Collection<String> asked);
  }

  private final Loop loop;
  private final ClusterSettings settings;
  private final TopicInterest interest;
  private final Listener listener;
  private final Backoff backoff;
  private final BrokerChoice choice;
  private final FullRefresh full;
  private final Rebootstrap rebootstrap;
  private final Trouble trouble = new Trouble();

  /** What was asked last, until it is answered, has failed or is late; null otherwise. */
  private @Nullable Question current;

  private boolean closed;

  /** Comes back to {@link #pump}, or notices that {@link #current} is late. */
  private Loop.@Nullable Timer timer;

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
    this.rebootstrap = new Rebootstrap(settings.metadata());
    this.full = new FullRefresh(settings, backoff, loop.nanoTime());
    choice.addSeeker(this);
    notBeforeNanos = loop.nanoTime();
  }

  /** Makes a full refresh due: at once, or after a backoff where the last ones were futile. */
  void demand() {
    full.demand();
    pump();
  }

  /** What stands in the way of an answer: a clause; empty if nothing does. */
  String obstacle() {
    return trouble.text();
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
    if (closed || current != null) {
      return;
    }
    long now = loop.nanoTime();
    interest.forgetUnwanted(now);
    long wait = Math.max(nextDueNanos() - now, notBeforeNanos - now);
    disarm();
    if (wait > 0) {
      choice.stop(this);
      timer = loop.schedule(this::pump, wait);
      return;
    }
    if (rebootstrap.isDue(now)) {
      LOG.log(Level.DEBUG, "the known brokers do not tell of the cluster, bootstrap servers may");
      choice.startOver();
    }
    BrokerConnection broker = choice.choose();
    if (broker == null) {
      trouble.waiting(now);
      choice.seek(this);
    } else {
      choice.stop(this);
      ask(broker, now);
    }
  }

  private long nextDueNanos() {
    OptionalLong topic = interest.nextAskNanos();
    boolean topicFirst = topic.isPresent() && topic.getAsLong() - full.dueNanos() < 0;
    return topicFirst ? topic.getAsLong() : full.dueNanos();
  }

  private void ask(BrokerConnection broker, long now) {
    Question question;
    if (full.isDue(now)) {
      interest.forgetIdle(settings.metadata().maxIdle().toNanos(), now);
      question = new Question(broker, interest.names(), full.begin(now));
    } else {
      question = new Question(broker, interest.due(now), null);
    }
    current = question;
    long timeout = settings.requestTimeout().toNanos();
    timer = loop.schedule(question::late, LATE_AFTER_NANOS);
    broker.send(Apis.METADATA, question.request(), RequestOptions.within(timeout), question);
  }

  @Override
  public void found() {
    pump();
  }

  /**
   * Where it was the last one, another is looked for although nobody needs it yet: so that it is
   * known whether there is one, and the next record need not wait. A connection that was closed as
   * nobody needed it is not told of here.
   */
  @Override
  public void lost(String text) {
    if (!choice.isConnected()) {
      full.demand();
    }
    if (current == null && nextDueNanos() - loop.nanoTime() <= 0) {
      trouble.note(text, loop.nanoTime());
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
    private final Collection<String> topics;

    /** Null if it asks for some topics only. */
    private final FullRefresh.@Nullable Attempt attempt;

    Question(
        BrokerConnection broker, Collection<String> topics, FullRefresh.@Nullable Attempt attempt) {
      this.broker = broker;
      this.topics = topics;
      this.attempt = attempt;
    }

    MetadataRequest request() {
      List<MetadataRequestTopic> named =
          topics.stream().map(each -> new MetadataRequestTopic(NO_ID, each)).toList();
      boolean create = settings.topicCreation() == ClusterSettings.TopicCreation.ALLOWED;
      return new MetadataRequest(named, create, false, false);
    }

    /** Asks another broker as well, as if nothing had been asked yet. */
    void late() {
      choice.late(broker);
      current = null;
      timer = null;
      makeDueAgain();
      LOG.log(Level.DEBUG, "{0} is late with metadata", broker.address());
      pump();
    }

    @Override
    public void response(MetadataResponse response) {
      choice.heard(broker);
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
      unanswered(failure.text());
    }

    /** Nothing else is asked before its news have been told. */
    private void over() {
      if (current == this) {
        current = null;
        disarm();
      }
    }

    private void makeDueAgain() {
      if (attempt != null) {
        full.missed(attempt, loop.nanoTime());
      }
    }

    private void answered(MetadataResponse response) {
      failures = 0;
      trouble.over();
      rebootstrap.answered();
      if (attempt != null) {
        full.answered(attempt, loop.nanoTime());
      }
      FullRefresh.News news = listener.answered(response, topics);
      if (attempt != null && current == this && full.brought(attempt, news)) {
        choice.widen();
      }
      over();
      pump();
    }

    private void unanswered(String text) {
      LOG.log(Level.DEBUG, "no metadata: {0}", text);
      if (current == this) {
        over();
        failures++;
        notBeforeNanos = loop.nanoTime() + backoff.nanosAfter(failures);
        makeDueAgain();
        trouble.waiting(loop.nanoTime());
        trouble.note(text, loop.nanoTime());
      }
      pump();
    }
  }
}
