package io.weir.kafka.identity;

import io.weir.kafka.cluster.AnyBroker;
import io.weir.kafka.network.BrokerConnection;
import io.weir.kafka.network.RequestFailure;
import io.weir.kafka.network.RequestOptions;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.InitProducerIdRequest;
import io.weir.kafka.protocol.InitProducerIdResponse;

/** Asks any broker for a producer id, by InitProducerId (KIP-98). Event loop only. */
public final class BrokerProducerIds implements ProducerIds {

  private final AnyBroker anyBroker;
  private final RequestOptions options;

  /**
   * @param timeoutNanos for one broker's answer
   */
  public BrokerProducerIds(AnyBroker anyBroker, long timeoutNanos) {
    this.anyBroker = anyBroker;
    this.options = RequestOptions.within(timeoutNanos);
  }

  @Override
  public void ask(Listener listener) {
    anyBroker.ask(
        Apis.INIT_PRODUCER_ID, InitProducerIdRequest.idempotent(), options, new Answer(listener));
  }

  private record Answer(Listener listener) implements AnyBroker.Listener<InitProducerIdResponse> {

    @Override
    public void answered(BrokerConnection broker, InitProducerIdResponse response) {
      broker.throttle(response.throttleTimeMs());
      ErrorCode error = response.error();
      String reason =
          "%s answered %s (%d) to InitProducerId: %s"
              .formatted(broker.address(), error.name(), error.code(), error.text());
      if (error == ErrorCode.NONE) {
        listener.granted(new ProducerIdAndEpoch(response.producerId(), response.producerEpoch()));
      } else if (error.retriable()) {
        listener.missed(reason);
      } else {
        listener.refused(new Refusal(error, reason));
      }
    }

    @Override
    public void failed(RequestFailure failure) {
      if (failure.kind() == RequestFailure.Kind.UNSUPPORTED) {
        listener.refused(new Refusal(ErrorCode.UNSUPPORTED_VERSION, failure.text()));
      } else {
        listener.missed(failure.text());
      }
    }
  }
}
