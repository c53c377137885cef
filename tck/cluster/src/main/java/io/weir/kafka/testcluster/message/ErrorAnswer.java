package io.weir.kafka.testcluster.message;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * An error for what a request asks, in the form in which its response would say it.
 *
 * <p>It stands as deep as the response allows: with each partition of Produce, each topic of
 * CreateTopics, each group of DeleteGroups, at the top of JoinGroup. A few go less deep, because
 * their clients expect it there: Metadata and DescribeTopicPartitions say it of topics unless
 * partitions are chosen; OffsetFetch of groups, LeaveGroup, OffsetDelete and DescribeLogDirs (from
 * version 3 on) of all, unless topics are chosen. The code at the top of Fetch, which ends its
 * session, is set only for a request that names no topic.
 *
 * @param text goes where a response has an error message
 * @param chosen what the error is said of; the rest is served
 * @param names of the topics that requests name by id
 */
public record ErrorAnswer(ErrorCode error, String text, PartFilter chosen, TopicNames names) {

  private static final int FIRST_OFFSET_FETCH_OF_GROUPS = 8;
  private static final int FIRST_OFFSET_FETCH_WITH_ERROR = 2;
  private static final Set<Integer> AT_THE_TOP =
      Set.of(Apis.LEAVE_GROUP.key(), Apis.OFFSET_DELETE.key(), Apis.DESCRIBE_LOG_DIRS.key());
  private static final int UNLIMITED = Integer.MAX_VALUE;

  /** How to answer a request, of which nothing has been handled yet. */
  public sealed interface Refusal<Q extends Record, R extends Record> {

    /** Nothing is left to handle. */
    record Whole<Q extends Record, R extends Record>(R response) implements Refusal<Q, R> {}

    /**
     * Something is.
     *
     * @param rest to be handled
     * @param completion makes the response out of the response to the rest
     */
    record Partial<Q extends Record, R extends Record>(Q rest, UnaryOperator<R> completion)
        implements Refusal<Q, R> {}
  }

  boolean chooses(NamedPart part) {
    return chosen.chooses(part, names);
  }

  /** Refuses what is chosen before anything of the request is handled. */
  public <Q extends Record, R extends Record> Refusal<Q, R> refuse(
      Api<Q, R> api, int version, Q request) {
    Item items = ItemReader.read(api.request(), request);
    // Without its brokers, an answer to Metadata would tell the client that there are none.
    boolean needsServing = api.key() == Apis.METADATA.key();
    if (needsServing && items.items().isEmpty()) {
      return new Refusal.Partial<>(request, served -> stamp(api, version, served));
    }
    ErrorMirror mirror = new ErrorMirror(this, version, items, deepest(api, version));
    Q rest = api.request().pass(new Remainder(this), request);
    boolean nothingLeft =
        chosen.isEverything() || ItemReader.read(api.request(), rest).items().isEmpty();
    return nothingLeft && !needsServing
        ? new Refusal.Whole<>(mirror.refuse(api.response()))
        : new Refusal.Partial<>(rest, served -> mirror.complete(api.response(), served));
  }

  /** Says the error of what is chosen, although it has been handled. */
  public <R extends Record> R stamp(Api<?, R> api, int version, R served) {
    return new ErrorStamp(this, version, deepest(api, version)).stamp(api.response(), served);
  }

  private int deepest(Api<?, ?> api, int version) {
    if (api.key() == Apis.OFFSET_FETCH.key() && chosen.isEverything()) {
      return deepestOfOffsetFetch(version);
    } else if (AT_THE_TOP.contains(api.key()) && chosen.isEverything()) {
      return 0;
    } else if (api.key() == Apis.METADATA.key()
        || api.key() == Apis.DESCRIBE_TOPIC_PARTITIONS.key()) {
      return chosen.distinguishesPartitions() ? UNLIMITED : 1;
    }
    return UNLIMITED;
  }

  private static int deepestOfOffsetFetch(int version) {
    if (version >= FIRST_OFFSET_FETCH_OF_GROUPS) {
      return 1;
    }
    return version >= FIRST_OFFSET_FETCH_WITH_ERROR ? 0 : UNLIMITED;
  }
}
