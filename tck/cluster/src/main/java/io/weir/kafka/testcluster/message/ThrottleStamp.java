package io.weir.kafka.testcluster.message;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.wire.Shape;
import java.util.List;

/** Says in a response how long its client is throttled, where that response can say it. */
public final class ThrottleStamp extends CopyingWire {

  private final int ms;

  private ThrottleStamp(int ms) {
    this.ms = ms;
  }

  public static <R extends Record> R stamp(Api<?, R> api, R response, int ms) {
    return api.response().pass(new ThrottleStamp(ms), response);
  }

  @Override
  public int int32(String name, int value) {
    return name.equals("throttleTimeMs") ? ms : value;
  }

  @Override
  public <T extends Record> List<T> list(String name, Shape<T> element, List<T> value) {
    return value;
  }

  @Override
  public <T extends Record> T struct(String name, Shape<T> shape, T value) {
    return value;
  }
}
