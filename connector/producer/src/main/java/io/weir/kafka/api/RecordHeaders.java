package io.weir.kafka.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The headers of a record: an immutable sequence in which a name may occur several times. */
public final class RecordHeaders implements Iterable<RecordHeader> {

  private static final RecordHeaders EMPTY = new RecordHeaders(List.of());

  private final List<RecordHeader> headers;

  private RecordHeaders(List<RecordHeader> headers) {
    this.headers = headers;
  }

  public static RecordHeaders empty() {
    return EMPTY;
  }

  /** These headers in this order. */
  public static RecordHeaders of(RecordHeader... headers) {
    return headers.length == 0 ? EMPTY : new RecordHeaders(List.of(headers));
  }

  /** These headers in their iteration order. */
  public static RecordHeaders of(Iterable<RecordHeader> headers) {
    List<RecordHeader> copy = new ArrayList<>();
    headers.forEach(copy::add);
    return copy.isEmpty() ? EMPTY : new RecordHeaders(List.copyOf(copy));
  }

  /** These headers and one more behind them. */
  public RecordHeaders with(String name, byte @Nullable [] value) {
    List<RecordHeader> longer = new ArrayList<>(headers.size() + 1);
    longer.addAll(headers);
    longer.add(new RecordHeader(name, value));
    return new RecordHeaders(List.copyOf(longer));
  }

  /** These headers and one more behind them, its value as UTF-8. */
  public RecordHeaders with(String name, String value) {
    return with(name, value.getBytes(UTF_8));
  }

  public int size() {
    return headers.size();
  }

  public boolean isEmpty() {
    return headers.isEmpty();
  }

  /**
   * The header at this position.
   *
   * @throws IndexOutOfBoundsException unless {@code 0 <= index < size()}
   */
  public RecordHeader get(int index) {
    return headers.get(index);
  }

  /** The last header of this name, as Kafka's {@code lastHeader}. */
  public Optional<RecordHeader> last(String name) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (headers.get(i).name().equals(name)) {
        return Optional.of(headers.get(i));
      }
    }
    return Optional.empty();
  }

  /** Iterates in order; does not allow removal. */
  @Override
  public Iterator<RecordHeader> iterator() {
    return headers.iterator();
  }

  /** The names only: values may be secret. */
  @Override
  public String toString() {
    return headers.stream().map(RecordHeader::name).toList().toString();
  }
}
