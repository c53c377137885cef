package io.weir.kafka.testcluster.core;

import io.weir.kafka.testcluster.broker.BrokerHost.ResultListener;
import io.weir.kafka.testcluster.broker.Forwarded.Work;

/**
 * What a broker wants the controller to do for a client.
 *
 * @param deadlineMs when it need not begin any more, milliseconds since 1970
 */
record ForwardedWork<T>(Work<T> work, ResultListener<T> listener, long deadlineMs) {}
