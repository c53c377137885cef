package io.weir.kafka.network;

import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.network.RequestFailure.Reach;
import io.weir.kafka.protocol.Api;
import org.jspecify.annotations.Nullable;

/** A request was not even tried; the stream is as it was. */
final class RefusedException extends Exception {

  private final Kind kind;

  /**
   * @param reason the end of a sentence that begins with the broker's address
   */
  RefusedException(Kind kind, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.kind = kind;
  }

  RequestFailure failure(BrokerAddress address, Api<?, ?> api) {
    String text = address + " " + getMessage() + "; " + api.name() + " was not sent";
    return new RequestFailure(Reach.NOT_WRITTEN, kind, text, getCause());
  }
}
