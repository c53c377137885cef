package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics out of what consumers say for their assignor (ConsumerProtocolSubscription): two
 * bytes of version, then an array of names; what newer versions add comes behind. Stateless.
 */
final class Subscriptions {

  /** The protocol type of consumers, whose metadata has this form. */
  static final String PROTOCOL_TYPE = "consumer";

  private Subscriptions() {}

  /** The topics of all members; null if one of them cannot be read. */
  static @Nullable Set<String> topics(Collection<Member> members, @Nullable String protocol) {
    Set<String> topics = new HashSet<>();
    for (Member member : members) {
      if (!read(member.metadata(protocol).duplicate(), topics)) {
        return null;
      }
    }
    return topics;
  }

  /**
   * @param metadata <em>borrowed</em>; its reader index moves
   */
  private static boolean read(ByteBuf metadata, Set<String> topics) {
    if (metadata.readableBytes() < Short.BYTES + Integer.BYTES) {
      return false;
    }
    metadata.skipBytes(Short.BYTES);
    int count = metadata.readInt();
    for (int i = 0; i < count; i++) {
      int length = metadata.readableBytes() < Short.BYTES ? -1 : metadata.readShort();
      if (length < 0 || length > metadata.readableBytes()) {
        return false;
      }
      topics.add(metadata.readCharSequence(length, StandardCharsets.UTF_8).toString());
    }
    return count >= 0;
  }
}
