package io.weir.kafka.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one lane that were taken for a request and are not settled yet, in order; it says
 * which may leave next.
 *
 * <p>A batch stays until it is done, is in no request, and stands first: so the length of the list
 * is how far the newest batch that was sent is ahead of the oldest one that is unresolved, which a
 * broker's memory of duplicates bounds.
 *
 * <ul>
 *   <li>Batches are in requests in their order: none leaves while a later one is in a request.
 *   <li>No batch leaves while it is the window's length or more behind the oldest unresolved one.
 *   <li>Once an attempt has failed, only one batch is in a request, until the first has its
 *       outcome: what follows it could not succeed anyway.
 * </ul>
 *
 * <p>All methods and fields: event loop only.
 */
public final class Unresolved {

  private static final int NONE = -1;

  private final LaneContext context;
  private final Share share;
  private final List<Batch> batches = new ArrayList<>(2);
  private int window = 1;

  /** Whether an attempt has failed since the first batch had its outcome. */
  private boolean narrow;

  Unresolved(LaneContext context, Share share) {
    this.context = context;
    this.share = share;
  }

  /**
   * One, unless it is set.
   *
   * @param atMost how many batches may be unresolved: the oldest without an outcome, and those that
   *     were sent behind it; 0 mutes the lane
   */
  public void window(int atMost) {
    window = atMost;
  }

  public boolean isEmpty() {
    return batches.isEmpty();
  }

  /** Whether the next batch may leave, be it one of these or a fresh one. */
  boolean hasRoom() {
    int next = indexOfNext();
    int last = lastInRequest();
    return next < window && (last == NONE || (next > last && !narrow));
  }

  /** The first one that waits for another attempt; null if a fresh one is next. */
  @Nullable Batch waiting() {
    int next = indexOfNext();
    return next < batches.size() ? batches.get(next) : null;
  }

  private int indexOfNext() {
    for (int i = 0; i < batches.size(); i++) {
      if (batches.get(i).isWaiting()) {
        return i;
      }
    }
    return batches.size();
  }

  private int lastInRequest() {
    for (int i = batches.size() - 1; i >= 0; i--) {
      if (batches.get(i).isInRequest()) {
        return i;
      }
    }
    return NONE;
  }

  /** Whether one of them is in a request. */
  public boolean isInRequest() {
    return lastInRequest() != NONE;
  }

  /** Whether all that was taken before this one is settled. */
  public boolean isFirst(Batch batch) {
    return !batches.isEmpty() && batches.get(0) == batch;
  }

  /** The oldest one without an outcome; null if all have theirs. */
  @Nullable Batch oldest() {
    for (int i = 0; i < batches.size(); i++) {
      if (!batches.get(i).isDone()) {
        return batches.get(i);
      }
    }
    return null;
  }

  /** Those without an outcome, in order; a copy. */
  public List<Batch> all() {
    return batches.stream().filter(each -> !each.isDone()).toList();
  }

  /** A fresh one is taken. */
  void add(Batch batch) {
    batches.add(batch);
  }

  boolean contains(Batch batch) {
    return batches.contains(batch);
  }

  /** The request of this one has ended. */
  void ended(Batch batch) {
    narrow |= !batch.isDone();
    dropSettled();
  }

  /**
   * Puts two halves in the place of a batch that waits for another attempt; they share its numbers.
   *
   * @param batch of at least two records; whatever is thrown, it is as it was
   */
  void split(Batch batch) {
    int half = batch.records() / 2;
    Batch first = excerpt(batch, index -> index < half);
    Batch second;
    try {
      second = excerpt(batch, index -> index >= half);
    } catch (RuntimeException | Error broken) {
      first.replaced();
      throw broken;
    }
    if (batch.isNumbered()) {
      first.number(batch.position());
      second.number(batch.position() + half);
    }
    replace(batch, List.of(first, second));
  }

  /**
   * Puts the records of a batch that this predicate accepts in its place, as a batch without
   * numbers; nothing if it accepts none.
   *
   * @param batch waits for another attempt; whatever is thrown, it is as it was
   */
  void reduce(Batch batch, IntPredicate kept) {
    boolean empty = IntStream.range(0, batch.records()).noneMatch(kept);
    replace(batch, empty ? List.of() : List.of(excerpt(batch, kept)));
  }

  private Batch excerpt(Batch batch, IntPredicate kept) {
    return batch.excerpt(context.limits(), context.allocator(), kept);
  }

  private void replace(Batch batch, List<Batch> parts) {
    int index = batches.indexOf(batch);
    batches.remove(index);
    batches.addAll(index, parts);
    narrow = true;
    dropSettled();
    batch.replaced();
    share.exchange(batch.memoryBytes(), parts.stream().mapToInt(Batch::memoryBytes).sum());
  }

  /** To be called whenever one of them has its outcome, or its request ends. */
  void dropSettled() {
    while (!batches.isEmpty() && batches.get(0).isDone() && !batches.get(0).isInRequest()) {
      batches.remove(0);
      narrow = false;
    }
  }
}
