package io.weir.kafka.serialize;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * JSON that is looked for with the first payload that needs it, so that a channel which never does
 * loads none of its classes. May be used by several threads.
 */
final class LazyJson implements PayloadSerializer<Object> {

  private final Supplier<@Nullable PayloadSerializer<Object>> search;

  @GuardedBy("this")
  private boolean searched;

  // Written under the lock, read without: it is set once.
  private volatile @Nullable PayloadSerializer<Object> found;

  /**
   * @param search gives the serializer, or null where there is no JSON library
   */
  LazyJson(Supplier<@Nullable PayloadSerializer<Object>> search) {
    this.search = search;
  }

  @Override
  public void serialize(Object payload, RecordContext context, ByteSink sink) throws Exception {
    PayloadSerializer<Object> json = found;
    if (json == null) {
      json = search(context);
    }
    json.serialize(payload, context, sink);
  }

  private synchronized PayloadSerializer<Object> search(RecordContext context) {
    if (!searched) {
      found = search.get();
      searched = true;
    }
    PayloadSerializer<Object> json = found;
    if (json == null) {
      throw new UnsuitablePayload(
          "there is no JSON library; add %s, or name a serializer in %s.serializer"
              .formatted(JsonLibrary.ARTIFACTS, context.part().label()));
    }
    return json;
  }

  @Override
  public void close() {
    PayloadSerializer<Object> json = found;
    if (json != null) {
      json.close();
    }
  }
}
