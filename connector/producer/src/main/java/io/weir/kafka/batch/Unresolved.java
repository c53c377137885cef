package io.weir.kafka.batch;

import java.util.ArrayList;
import java.util.List;
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
 * <p>All fields: event loop only.
 */
final class Unresolved {

  private static final int NONE = -1;

  private final List<Batch> batches = new ArrayList<>(2);
  private int window = 1;

  /** Whether an attempt has failed since the first batch had its outcome. */
  private boolean narrow;

  /**
   * @param atMost how many batches may be unresolved; 0 lets none leave
   */
  void window(int atMost) {
    window = atMost;
  }

  boolean isEmpty() {
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
  boolean isInRequest() {
    return lastInRequest() != NONE;
  }

  /** Whether all that was taken before this one is settled. */
  boolean isFirst(Batch batch) {
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
  List<Batch> all() {
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

  /** Others take its place, in this order; perhaps none. */
  void replace(Batch batch, List<Batch> parts) {
    int index = batches.indexOf(batch);
    batches.remove(index);
    batches.addAll(index, parts);
    narrow = true;
    dropSettled();
  }

  /** To be called whenever one of them has its outcome, or its request ends. */
  void dropSettled() {
    while (!batches.isEmpty() && batches.get(0).isDone() && !batches.get(0).isInRequest()) {
      batches.remove(0);
      narrow = false;
    }
  }
}
