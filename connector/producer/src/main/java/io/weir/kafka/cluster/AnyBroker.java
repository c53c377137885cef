package io.weir.kafka.cluster;

import io.weir.kafka.network.BrokerConnection;
import io.weir.kafka.network.Guard;
import io.weir.kafka.network.Loop;
import io.weir.kafka.network.RequestFailure;
import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.network.RequestFailure.Reach;
import io.weir.kafka.network.RequestOptions;
import io.weir.kafka.network.ResponseListener;
import io.weir.kafka.protocol.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks whichever broker is at hand, for what every broker can answer, such as InitProducerId.
 *
 * <p>The broker is chosen as for metadata: one that is connected and least busy, or else the first
 * that a connection can be opened to. Nothing is asked twice: whoever asks decides what a failure
 * means, and when to ask again; by then a broker that did not answer has lost its connection, so
 * another is likely to be chosen. All methods and fields: event loop only.
 */
public final class AnyBroker implements BrokerChoice.Seeker {

  /**
   * Takes the end of a question: exactly one of the two calls, never inside the call that asked.
   * What it throws is logged and otherwise ignored.
   *
   * @param <R> the response
   */
  public interface Listener<R extends Record> {

    /**
     * @param broker who answered; to be told the response's throttle time (KIP-219)
     */
    void answered(BrokerConnection broker, R response);

    /** There is no answer; no broker may have been reached, or one that broke meanwhile. */
    void failed(RequestFailure failure);
  }

  private final Loop loop;
  private final BrokerChoice choice;
  private final List<Question<?, ?>> waiting = new ArrayList<>();

  /** Why the last connection was lost, or did not open. */
  private String obstacle = "none could be connected to yet";

  private boolean closed;

  AnyBroker(Loop loop, BrokerChoice choice) {
    this.loop = loop;
    this.choice = choice;
    choice.addSeeker(this);
  }

  /**
   * Asks once.
   *
   * @param request without buffers, as it may wait for a connection
   * @param options its timeout bounds the wait for a connection, and then anew the wait for the
   *     answer
   */
  public <Q extends Record, R extends Record> void ask(
      Api<Q, R> api, Q request, RequestOptions options, Listener<R> listener) {
    Question<Q, R> question = new Question<>(api, request, options, listener);
    if (closed) {
      loop.execute(() -> question.refuse(Kind.CLOSED, "the producer has closed"));
      return;
    }
    BrokerConnection broker = choice.choose();
    if (broker != null) {
      question.send(broker);
    } else {
      question.await();
      waiting.add(question);
      choice.seek(this);
    }
  }

  @Override
  public void found() {
    while (!waiting.isEmpty()) {
      BrokerConnection broker = choice.choose();
      if (broker == null) {
        return;
      }
      waiting.remove(0).send(broker);
    }
    choice.stop(this);
  }

  @Override
  public void lost(String text) {
    obstacle = text;
  }

  /** What still waits for a connection fails before this returns. */
  void close() {
    closed = true;
    List<Question<?, ?>> left = List.copyOf(waiting);
    waiting.clear();
    restIfDone();
    left.forEach(each -> each.refuse(Kind.CLOSED, "the producer has closed"));
  }

  private void restIfDone() {
    if (waiting.isEmpty()) {
      choice.stop(this);
    }
  }

  /** One request, from the wait for a connection to its end. */
  private final class Question<Q extends Record, R extends Record> {

    private final Api<Q, R> api;
    private final Q request;
    private final RequestOptions options;
    private final Listener<R> listener;

    /** Ends the wait for a connection. */
    private Loop.@Nullable Timer patience;

    Question(Api<Q, R> api, Q request, RequestOptions options, Listener<R> listener) {
      this.api = api;
      this.request = request;
      this.options = options;
      this.listener = listener;
    }

    void await() {
      patience = loop.schedule(this::giveUp, options.timeoutNanos());
    }

    private void giveUp() {
      waiting.remove(this);
      restIfDone();
      long waitedMs = TimeUnit.NANOSECONDS.toMillis(options.timeoutNanos());
      refuse(
          Kind.NOT_READY,
          "no broker could be asked within %d ms: %s".formatted(waitedMs, obstacle));
    }

    void send(BrokerConnection broker) {
      stopWaiting();
      broker.send(
          api,
          request,
          options,
          new ResponseListener<R>() {
            @Override
            public void response(R response) {
              listener.answered(broker, response);
            }

            @Override
            public void failed(RequestFailure failure) {
              listener.failed(failure);
            }
          });
    }

    void refuse(Kind kind, String reason) {
      stopWaiting();
      String text = "%s; %s was not sent".formatted(reason, api.name());
      RequestFailure failure = new RequestFailure(Reach.NOT_WRITTEN, kind, text, null);
      Guard.call("the listener to " + api.name(), () -> listener.failed(failure));
    }

    private void stopWaiting() {
      if (patience != null) {
        patience.cancel();
        patience = null;
      }
    }
  }
}
