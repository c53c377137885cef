package io.weir.kafka.connector;

import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordHeader;
import io.weir.kafka.api.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers that a dead letter carries behind its own, all of them text. Their names are those
 * that smallrye-kafka gives the dead letters of incoming channels; {@link #PERSISTENCE} is Weir's.
 */
final class DeadLetterHeaders {

  static final String EXCEPTION_CLASS = "dead-letter-exception-class-name";
  static final String REASON = "dead-letter-reason";
  static final String CAUSE_CLASS = "dead-letter-cause-class-name";
  static final String CAUSE = "dead-letter-cause";
  static final String TOPIC = "dead-letter-topic";
  static final String PARTITION = "dead-letter-partition";

  /** Whether the record may be in its own topic nevertheless: sending it again may duplicate it. */
  static final String PERSISTENCE = "dead-letter-persistence";

  private DeadLetterHeaders() {}

  /**
   * @param own of the record; they come first, in their order
   * @param topic where the record was to go
   * @param partition negative if none was chosen: there is then no such header
   */
  static RecordHeaders of(
      RecordHeaders own, @Nullable String topic, int partition, ProducerException failure) {
    List<RecordHeader> all = new ArrayList<>(own.size() + 7);
    own.forEach(all::add);
    add(all, EXCEPTION_CLASS, failure.getClass().getName());
    add(all, REASON, textOf(failure));
    Throwable cause = failure.getCause();
    if (cause != null) {
      add(all, CAUSE_CLASS, cause.getClass().getName());
      add(all, CAUSE, textOf(cause));
    }
    if (topic != null) {
      add(all, TOPIC, topic);
    }
    if (partition >= 0) {
      add(all, PARTITION, Integer.toString(partition));
    }
    add(all, PERSISTENCE, failure.persistence().name());
    return RecordHeaders.of(all);
  }

  private static String textOf(Throwable thrown) {
    String message = thrown.getMessage();
    return message != null ? message : thrown.toString();
  }

  private static void add(List<RecordHeader> headers, String name, String value) {
    headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
  }
}
