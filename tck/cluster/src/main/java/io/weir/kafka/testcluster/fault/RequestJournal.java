package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.testcluster.fault.RecordedRequest.Asked;
import io.weir.kafka.testcluster.fault.RequestOutcome.Answered;
import io.weir.kafka.testcluster.fault.RequestOutcome.Pending;
import io.weir.kafka.testcluster.message.ErrorCodes;
import io.weir.kafka.testcluster.message.TopicNames;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last requests of a cluster, with what became of them.
 *
 * <p>Core's thread. Bounded: when it is full, the oldest goes, and is counted. What cannot be
 * decoded, or is not served, is not in it.
 */
public final class RequestJournal {

  /** How many requests it holds. */
  public static final int CAPACITY = 10_000;

  private final TopicNames names;

  /** All below: core's thread. */
  private final Deque<Entry> entries = new ArrayDeque<>();

  private JournalLevel level = JournalLevel.CLIENTS;
  private long seen;
  private long forgotten;

  /**
   * @param names of topics that requests name by id
   */
  public RequestJournal(TopicNames names) {
    this.names = names;
  }

  /** Whose requests it keeps from now on. */
  public void keep(JournalLevel newLevel) {
    level = newLevel;
  }

  /** A request begins to be handled. */
  public RequestTrace arrived(RequestCall<?, ?> call, long nowMs) {
    if (!level.keeps(call.origin())) {
      return RequestTrace.NONE;
    }
    if (entries.size() == CAPACITY) {
      entries.remove();
      forgotten++;
    }
    Entry entry = new Entry(++seen, call, names, nowMs);
    entries.add(entry);
    return entry;
  }

  /** All that it holds, oldest first. */
  public List<RecordedRequest> requests() {
    return entries.stream().map(Entry::snapshot).toList();
  }

  /** How many it held once and holds no more. */
  public long forgotten() {
    return forgotten;
  }

  /** Forgets all; they do not count as forgotten. */
  public void clear() {
    entries.clear();
  }

  private static final class Entry implements RequestTrace {
    private final long number;
    private final long timeMs;
    private final Origin origin;
    private final Asked asked;
    private final RequestDetail detail;
    private final String fault;

    /** Core's thread. */
    private RequestOutcome outcome = new Pending();

    Entry(long number, RequestCall<?, ?> call, TopicNames names, long nowMs) {
      this.number = number;
      this.timeMs = nowMs;
      this.origin = call.origin();
      this.asked = new Asked(call.api(), call.version(), call.clientId(), call.bytes());
      this.detail = RequestDetail.of(call, names);
      Fault caught = call.fault();
      this.fault = caught == null ? "" : "#" + caught.id();
    }

    @Override
    public void became(RequestOutcome newOutcome) {
      outcome = newOutcome;
    }

    @Override
    public <R extends Record> void answered(Api<?, R> api, R response, long nowMs) {
      outcome = new Answered(ErrorCodes.in(api.response(), response), nowMs - timeMs);
    }

    RecordedRequest snapshot() {
      return new RecordedRequest(
          number, timeMs, origin, asked, detail, outcome, fault.isEmpty() ? null : fault);
    }
  }
}
