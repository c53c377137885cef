package io.weir.kafka.bridge;

import io.weir.kafka.api.RecordHeader;
import io.weir.kafka.api.RecordHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The headers of a record, from one type into the other; values are shared, not copied. */
final class KafkaHeaders {

  private KafkaHeaders() {}

  /** Weir's header as Kafka sees it. */
  private record View(RecordHeader header) implements Header {
    @Override
    public String key() {
      return header.name();
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's headers may have no value either
    public byte @Nullable [] value() {
      return header.value();
    }
  }

  /** A copy that may be changed. */
  static Headers toKafka(RecordHeaders headers) {
    Headers copy = new org.apache.kafka.common.header.internals.RecordHeaders();
    for (int i = 0; i < headers.size(); i++) {
      copy.add(new View(headers.get(i)));
    }
    return copy;
  }

  static RecordHeaders toWeir(@Nullable Headers headers) {
    if (headers == null) {
      return RecordHeaders.empty();
    }
    List<RecordHeader> copy = null;
    for (Header header : headers) {
      copy = copy == null ? new ArrayList<>() : copy;
      copy.add(toWeir(header));
    }
    return copy == null ? RecordHeaders.empty() : RecordHeaders.of(copy);
  }

  private static RecordHeader toWeir(Header header) {
    return header instanceof View view
        ? view.header
        : new RecordHeader(header.key(), header.value());
  }

  /**
   * What became of the headers in someone else's hands: the same object where nothing has changed.
   */
  static RecordHeaders changed(RecordHeaders before, Headers after) {
    int seen = 0;
    for (Header header : after) {
      if (seen >= before.size()
          || !(header instanceof View view)
          || view.header != before.get(seen)) {
        return toWeir(after);
      }
      seen++;
    }
    return seen == before.size() ? before : toWeir(after);
  }
}
