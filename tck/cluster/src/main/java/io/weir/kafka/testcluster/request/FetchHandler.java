package io.weir.kafka.testcluster.request;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FetchRequest;
import io.weir.kafka.protocol.FetchResponse;
import io.weir.kafka.protocol.FetchResponse.FetchableTopicResponse;
import io.weir.kafka.protocol.FetchResponse.PartitionData;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.request.FetchPass.Attempt;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.testcluster.request.Outcome.Wait;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Fetch (1), versions 4-18.
 *
 * <p>Returns whole batches, from the one that contains the asked offset, within the limits of the
 * request and of each partition; the first batch comes even if it alone exceeds them (KIP-74).
 * Consumers get what is below the high watermark, followers all. With less than {@code min.bytes}
 * and no error the request waits for its partitions to advance, at most {@code max.wait}. Errors
 * come per partition: unknown topic or id, not the leader (from version 12 with the leader, from 16
 * with its address), leader epoch fenced or unknown, offset out of range. Who names the epoch of
 * its last record (version 12 and up) learns where its log and the leader's part (KIP-595).
 *
 * <p>A follower is a broker that names itself. Its fetch offset is its log's end as the leader
 * knows it. One that is not assigned, or has started anew since, is refused.
 *
 * <p>Left out: fetch sessions, which are refused by answering every full fetch with session 0, so
 * that clients go on with full fetches, and an incremental one with FETCH_SESSION_ID_NOT_FOUND;
 * reading from followers by rack (KIP-392); transactions, so that read_committed equals
 * read_uncommitted. A response never ends in a partial batch, and holds batches of one segment per
 * partition.
 */
public final class FetchHandler implements RequestHandler<FetchRequest, FetchResponse> {

  private static final int FULL_FETCH_EPOCH = 0;

  @Override
  public Api<FetchRequest, FetchResponse> api() {
    return Apis.FETCH;
  }

  @Override
  public Outcome<FetchResponse> handle(FetchRequest request, RequestContext context) {
    if (request.sessionEpoch() > FULL_FETCH_EPOCH) {
      return new Reply<>(
          new FetchResponse(
              0, ErrorCode.FETCH_SESSION_ID_NOT_FOUND.code(), 0, List.of(), List.of()));
    }
    WaitingFetch waiting = new WaitingFetch(request, context.nowMs());
    return waiting
        .tryFirst(context)
        .<Outcome<FetchResponse>>map(Reply::new)
        .orElseGet(() -> new Wait<>(waiting));
  }

  @Override
  public void release(FetchResponse response) {
    for (FetchableTopicResponse topic : response.responses()) {
      for (PartitionData partition : topic.partitions()) {
        ByteBuf records = partition.records();
        if (records != null) {
          records.release();
        }
      }
    }
  }

  /** A fetch until it has enough bytes. */
  private final class WaitingFetch implements Waiting<FetchResponse> {

    private final FetchRequest request;
    private final long deadlineMs;

    /**
     * What to watch of the partitions that the last attempt could read; owned by the core's thread.
     */
    private Collection<WatchKey> watched = List.of();

    WaitingFetch(FetchRequest request, long nowMs) {
      this.request = request;
      this.deadlineMs = nowMs + Math.max(0, request.maxWaitMs());
    }

    @Override
    public long deadlineMs() {
      return deadlineMs;
    }

    @Override
    public Collection<WatchKey> watched() {
      return watched;
    }

    Optional<FetchResponse> tryFirst(RequestContext context) {
      return attempt(new FetchPass(request, context, Attempt.FIRST), context);
    }

    @Override
    public Optional<FetchResponse> retry(RequestContext context) {
      return attempt(new FetchPass(request, context, Attempt.LATER), context);
    }

    private Optional<FetchResponse> attempt(FetchPass pass, RequestContext context) {
      FetchResponse response = pass.run();
      watched = pass.readable();
      if (pass.isSatisfied() || context.nowMs() >= deadlineMs) {
        return Optional.of(response);
      }
      release(response);
      return Optional.empty();
    }

    @Override
    public FetchResponse expire(RequestContext context) {
      return new FetchPass(request, context, Attempt.LATER).run();
    }
  }
}
