package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.Api;

/** Is told what becomes of one request; the last call counts. Core's thread. */
public interface RequestTrace {

  /** Of a request that the journal does not keep. */
  RequestTrace NONE = outcome -> {};

  void became(RequestOutcome outcome);

  /** It is answered, with what the response says. */
  default <R extends Record> void answered(Api<?, R> api, R response, long nowMs) {}
}
