package io.weir.kafka.protocol;

import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Wire;

/** A partition's leader as the answering broker knows it; -1 if it does not (KIP-951). */
public record LeaderIdAndEpoch(int leaderId, int leaderEpoch) {

  public static final Shape<LeaderIdAndEpoch> SHAPE =
      Shape.of(
          new LeaderIdAndEpoch(/* leaderId= */ -1, /* leaderEpoch= */ -1), LeaderIdAndEpoch::pass);

  private LeaderIdAndEpoch pass(Wire wire) {
    return wire.end(
        new LeaderIdAndEpoch(
            wire.int32("leaderId", leaderId), wire.int32("leaderEpoch", leaderEpoch)));
  }
}
