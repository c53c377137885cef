package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.testcluster.message.NamedPart;
import io.weir.kafka.testcluster.message.NamedParts;
import io.weir.kafka.testcluster.message.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request is about, kept when the request itself is gone.
 *
 * @param parts the topics and partitions that it names, by name as far as the cluster knows them
 * @param groupId of a group's request, else empty
 * @param produced of a produce request, else null
 */
public record RequestDetail(List<NamedPart> parts, String groupId, @Nullable Produced produced) {

  /**
   * What a produce request brought.
   *
   * @param acks -1 for all
   * @param transactionalId empty for none
   */
  public record Produced(int acks, String transactionalId, List<ProducedBatch> batches) {}

  static RequestDetail of(RequestCall<?, ?> call, TopicNames names) {
    List<NamedPart> parts = new ArrayList<>(call.parts());
    parts.replaceAll(part -> part.named(names));
    if (call.request() instanceof ProduceRequest produce) {
      return new RequestDetail(parts, "", produced(produce, parts));
    }
    return new RequestDetail(parts, groupOf(call), null);
  }

  private static <Q extends Record> String groupOf(RequestCall<Q, ?> call) {
    return NamedParts.groupOf(call.api().request(), call.request());
  }

  private static Produced produced(ProduceRequest request, List<NamedPart> parts) {
    return new Produced(
        request.acks(),
        Objects.requireNonNullElse(request.transactionalId(), ""),
        ProducedBatch.allIn(request, parts));
  }

  /** Such as {@code acks=-1, orders-0 (3 records, 120 bytes)}. */
  @Override
  public String toString() {
    if (produced != null) {
      return produced.batches().stream()
          .map(ProducedBatch::toString)
          .collect(Collectors.joining(", ", "acks=" + produced.acks() + ", ", ""));
    }
    String names = parts.stream().map(NamedPart::toString).collect(Collectors.joining(", "));
    String group = groupId.isEmpty() ? "" : "group " + groupId;
    return group + (group.isEmpty() || names.isEmpty() ? "" : ", ") + names;
  }
}
