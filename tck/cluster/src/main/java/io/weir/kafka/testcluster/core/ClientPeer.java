package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import java.util.function.LongConsumer;

/**
 * A client that the driver knows.
 *
 * @param onClose is told the connection when the broker closes it
 */
record ClientPeer(long connection, LongConsumer onClose, Effects effects) implements Peer {

  @Override
  public void send(ByteBuf frame, long nowMs) {
    effects.add(new Effect.Send(connection, frame));
  }

  @Override
  public void closed(String reason, long nowMs) {
    effects.add(new Effect.Close(connection, reason));
    onClose.accept(connection);
  }

  @Override
  public void pause() {
    effects.add(new Effect.Pause(connection));
  }

  @Override
  public void resume() {
    effects.add(new Effect.Resume(connection));
  }
}
