package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member asks for its assignment; the leader brings everyone's (SyncGroup).
 *
 * @param protocolType null if the client does not say
 * @param protocol null if the client does not say
 * @param assignments by member; empty unless the leader speaks
 */
public record Sync(
    String group,
    Caller caller,
    int generation,
    @Nullable String protocolType,
    @Nullable String protocol,
    Map<String, ByteBuf> assignments) {

  public Sync {
    assignments = Map.copyOf(assignments);
  }
}
