package io.weir.kafka.testcluster.group;

import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes ids for members: what they call themselves, and a random UUID. */
final class MemberIds {

  private final RandomGenerator random;

  MemberIds(RandomGenerator random) {
    this.random = random;
  }

  String next(Join join) {
    String prefix = Objects.requireNonNullElse(join.caller().instanceId(), join.client().id());
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return prefix + "-" + new UUID(high, low);
  }
}
