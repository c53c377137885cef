package io.weir.kafka.network;

/**
 * Takes the end of a request: exactly one of the two calls, on the loop, never inside the call that
 * sent it. What it throws is logged and otherwise ignored.
 *
 * @param <R> the response
 */
public interface ResponseListener<R> {

  /**
   * @param response records in it are <em>borrowed</em> for the time of the call
   */
  void response(R response);

  /** The request has no response, and the broker may or may not have acted on it. */
  void failed(RequestFailure failure);
}
