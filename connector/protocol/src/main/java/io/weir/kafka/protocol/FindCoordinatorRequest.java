package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/**
 * Asks which broker coordinates a group ({@code keyType} 0), a transaction (1) or a share group's
 * partition (2).
 *
 * <p>One {@code key} up to version 3, many {@code coordinatorKeys} from version 4 (KIP-699).
 */
public record FindCoordinatorRequest(String key, byte keyType, List<String> coordinatorKeys) {

  public static final MessageShape<FindCoordinatorRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 6).flexibleFrom(3),
          new FindCoordinatorRequest("", (byte) 0, List.of()),
          FindCoordinatorRequest::pass);

  private FindCoordinatorRequest pass(Wire wire) {
    return wire.end(
        new FindCoordinatorRequest(
            wire.until(3).string("key", key),
            wire.since(1).int8("keyType", keyType),
            wire.since(4).stringList("coordinatorKeys", coordinatorKeys)));
  }
}
