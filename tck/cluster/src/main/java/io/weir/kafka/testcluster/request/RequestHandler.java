package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;

/**
 * One API of a broker. Stateless: all state is in the context. Called on the core's thread.
 *
 * <p>The versions answered are those of {@link #api}, from its lowest to its highest stable one.
 */
public interface RequestHandler<Q extends Record, R extends Record> {

  Api<Q, R> api();

  /**
   * @param request its records are <em>borrowed</em> for the time of the call
   */
  Outcome<R> handle(Q request, RequestContext context);

  /** Releases the buffers that a response holds; called once it is encoded. */
  default void release(R response) {}
}
