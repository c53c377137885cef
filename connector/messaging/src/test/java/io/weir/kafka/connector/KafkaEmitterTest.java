package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.annotations.Broadcast;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.weir.kafka.api.BufferExhaustedException;
import io.weir.kafka.api.DeliveryMetadata;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Emitters that wait, on SmallRye's runtime. */
class KafkaEmitterTest {

  private static final int DEADLINE_SECONDS = 60;
  private static final int THREADS = 8;

  private TestCluster cluster;

  @BeforeEach
  void startCluster() {
    cluster = TestCluster.builder().topic("out", 1).inMemory().start();
  }

  @AfterEach
  void stopCluster() {
    cluster.close();
  }

  @ApplicationScoped
  static class Emitting {
    @Inject
    @Channel("out")
    KafkaEmitter<String> emitter;
  }

  @ApplicationScoped
  static class Generating {
    @Outgoing("out")
    Multi<String> generate() {
      return Multi.createFrom().range(0, 3_000).map(number -> "generated-" + number);
    }
  }

  @ApplicationScoped
  static class Broadcasting {
    final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

    @Inject
    @Broadcast(2)
    @Channel("out")
    KafkaEmitter<String> emitter;

    @Incoming("out")
    void hear(String payload) {
      heard.add(payload);
    }
  }

  @ApplicationScoped
  static class Plain {
    @Inject
    @Channel("out")
    Emitter<String> emitter;
  }

  @ApplicationScoped
  static class Standard {
    @Inject
    @Channel("out")
    MutinyEmitter<String> emitter;
  }

  @Test
  void theUniCompletesWhenTheBrokerHasTheRecord() {
    try (TestApplication application = start(Emitting.class)) {
      KafkaEmitter<String> emitter = application.instance(Emitting.class).emitter;
      DeliveryMetadata delivery = new DeliveryMetadata();

      emitter
          .sendMessage(Message.of("v", List.of(delivery)))
          .await()
          .atMost(Duration.ofSeconds(DEADLINE_SECONDS));

      assertThat(delivery.receipt()).isPresent();
      assertThat(cluster.records("out")).extracting(StoredRecord::valueText).containsExactly("v");
    }
  }

  @Test
  void theUniComesBackToTheVertxContextOfItsCaller() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (TestApplication application = start(Emitting.class)) {
      KafkaEmitter<String> emitter = application.instance(Emitting.class).emitter;
      Context caller = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
      CompletableFuture<Boolean> back = new CompletableFuture<>();

      caller.runOnContext(
          nothing ->
              emitter
                  .send("v")
                  .subscribe()
                  .with(
                      done -> back.complete(caller.equals(Vertx.currentContext())),
                      back::completeExceptionally));

      assertThat(back.orTimeout(DEADLINE_SECONDS, SECONDS).join()).isTrue();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(DEADLINE_SECONDS, SECONDS);
    }
  }

  @Test
  void anAckComesBackToTheEventLoopThatSmallryesEmitterNotes() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (TestApplication application = start(Plain.class)) {
      Emitter<String> emitter = application.instance(Plain.class).emitter;
      Context caller = vertx.getOrCreateContext();
      CompletableFuture<Thread> sentOn = new CompletableFuture<>();
      CompletableFuture<Thread> ackedOn = new CompletableFuture<>();

      caller.runOnContext(
          nothing -> {
            sentOn.complete(Thread.currentThread());
            emitter.send("v").thenRun(() -> ackedOn.complete(Thread.currentThread()));
          });

      assertThat(ackedOn.orTimeout(DEADLINE_SECONDS, SECONDS).join()).isSameAs(sentOn.join());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(DEADLINE_SECONDS, SECONDS);
    }
  }

  @Test
  void waitingInACallbackOfTheChannelIsRefusedInsteadOfWaitingForItself() {
    try (TestApplication application = start(Emitting.class)) {
      KafkaEmitter<String> emitter = application.instance(Emitting.class).emitter;

      CompletableFuture<Void> sent =
          emitter
              .send("first")
              .invoke(() -> emitter.sendAndAwait("second"))
              .subscribeAsCompletionStage();

      assertThatThrownBy(() -> sent.orTimeout(DEADLINE_SECONDS, SECONDS).join())
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Channel 'out'")
          .hasMessageContaining("chain send()");
    }
    assertThat(cluster.records("out")).hasSize(1);
  }

  @Test
  void nothingIsSentBeforeTheSubscription() {
    try (TestApplication application = start(Emitting.class)) {
      KafkaEmitter<String> emitter = application.instance(Emitting.class).emitter;
      var never = emitter.send("never");
      emitter.sendAndAwait("sent");

      assertThat(never).isNotNull();
    }

    assertThat(cluster.records("out")).hasSize(1);
  }

  @Test
  void aBurstFarBeyondTheDemandWaitsInsteadOfOverflowing() {
    int burst = 5_000;
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    try (TestApplication application = start(Emitting.class, "max-inflight-messages", "4")) {
      KafkaEmitter<String> emitter = application.instance(Emitting.class).emitter;
      for (int i = 0; i < burst; i++) {
        sent.add(emitter.send("m" + i).subscribeAsCompletionStage());
      }
      assertThat(emitter.hasRequests()).isFalse();
      all(sent).orTimeout(DEADLINE_SECONDS, SECONDS).join();
      emitter.whenReady().await().atMost(Duration.ofSeconds(DEADLINE_SECONDS));
      assertThat(emitter.hasRequests()).isTrue();
    }

    assertThat(cluster.records("out"))
        .extracting(StoredRecord::valueText)
        .isEqualTo(IntStream.range(0, burst).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void eightThreadsSendAtOnceAndEachKeepsItsOrder() throws Exception {
    sendFromManyThreads(task -> new Thread(task, "sender"));
  }

  @Test
  void virtualThreadsSendToo() throws Exception {
    var factory = VirtualThreads.factory();
    if (factory != null) {
      sendFromManyThreads(factory::newThread);
    }
  }

  private void sendFromManyThreads(Function<Runnable, Thread> factory) throws Exception {
    int each = 2_000;
    List<CompletableFuture<Void>> sent = Collections.synchronizedList(new ArrayList<>());
    try (TestApplication application = start(Emitting.class, "max-waiting-messages", "100000")) {
      KafkaEmitter<String> emitter = application.instance(Emitting.class).emitter;
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        String name = t + "-";
        threads.add(
            factory.apply(
                () -> {
                  for (int i = 0; i < each; i++) {
                    sent.add(emitter.send(name + i).subscribeAsCompletionStage());
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      all(sent).orTimeout(DEADLINE_SECONDS, SECONDS).join();
    }

    List<String> values = cluster.records("out").stream().map(StoredRecord::valueText).toList();
    assertThat(values).hasSize(THREADS * each);
    for (int t = 0; t < THREADS; t++) {
      String name = t + "-";
      assertThat(values.stream().filter(value -> value.startsWith(name)))
          .isEqualTo(IntStream.range(0, each).mapToObj(i -> name + i).toList());
    }
  }

  @Test
  void anEmitterMergesWithOtherUpstreams() {
    int count = 3_000;
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    try (TestApplication application =
        start(settings("merge", "true"), Emitting.class, Generating.class)) {
      KafkaEmitter<String> emitter = application.instance(Emitting.class).emitter;
      for (int i = 0; i < count; i++) {
        sent.add(emitter.send("emitted-" + i).subscribeAsCompletionStage());
      }
      all(sent).orTimeout(DEADLINE_SECONDS, SECONDS).join();
      await().until(() -> cluster.totals().records() == 2 * count);
    }

    assertThat(
            cluster.records("out").stream()
                .map(StoredRecord::valueText)
                .filter(value -> value.startsWith("emitted")))
        .isEqualTo(IntStream.range(0, count).mapToObj(i -> "emitted-" + i).toList());
  }

  @Test
  void anEmitterBroadcastsToKafkaAndToAMethod() {
    int count = 1_000;
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    try (TestApplication application = start(settings(), Broadcasting.class)) {
      Broadcasting bean = application.instance(Broadcasting.class);
      for (int i = 0; i < count; i++) {
        sent.add(bean.emitter.send("m" + i).subscribeAsCompletionStage());
      }
      all(sent).orTimeout(DEADLINE_SECONDS, SECONDS).join();
      await().until(() -> bean.heard.size() == count);
      await().until(() -> cluster.totals().records() == count);
    }
  }

  @Test
  void waitingIsBoundedByNumber() {
    cluster.stopBroker(1);
    try (TestApplication application =
        start(
            Emitting.class,
            "max-inflight-messages",
            "1",
            "max-waiting-messages",
            "2",
            "close-timeout",
            "100")) {
      KafkaEmitter<String> emitter = application.instance(Emitting.class).emitter;
      List<CompletableFuture<Void>> sent = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        sent.add(emitter.send("m" + i).subscribeAsCompletionStage());
      }

      assertThat(catchThrowable(() -> sent.get(3).get(DEADLINE_SECONDS, SECONDS)).getCause())
          .isInstanceOf(BufferExhaustedException.class)
          .hasMessageContaining("max-waiting-messages = 2");
      assertThat(sent.subList(0, 3)).noneMatch(CompletableFuture::isDone);
    }
  }

  @Test
  void waitingIsBoundedByTime() {
    cluster.stopBroker(1);
    try (TestApplication application =
        start(
            Emitting.class,
            "max-inflight-messages",
            "1",
            "max.block.ms",
            "50",
            "close-timeout",
            "100")) {
      KafkaEmitter<String> emitter = application.instance(Emitting.class).emitter;
      emitter.sendAndForget("first");

      assertThatThrownBy(
              () -> emitter.send("second").await().atMost(Duration.ofSeconds(DEADLINE_SECONDS)))
          .isInstanceOf(BufferExhaustedException.class)
          .hasMessageContaining("max.block.ms = 50");
    }
  }

  @Test
  void theEndOfTheApplicationDeliversWhatWaitsAtItsEmitters() {
    int count = 2_000;
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    try (TestApplication application = start(Emitting.class, "max-inflight-messages", "10")) {
      KafkaEmitter<String> emitter = application.instance(Emitting.class).emitter;
      for (int i = 0; i < count; i++) {
        sent.add(emitter.send("m" + i).subscribeAsCompletionStage());
      }
    }

    assertThat(sent).allSatisfy(signal -> assertThat(signal).isCompleted());
    assertThat(cluster.records("out")).hasSize(count);
  }

  @Test
  void theEndOfTheApplicationNacksWhatWaitsAtItsEmittersWhenTheTimeIsOver() {
    cluster.stopBroker(1);
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    KafkaEmitter<String> emitter;
    try (TestApplication application =
        start(Emitting.class, "max-inflight-messages", "2", "close-timeout", "200")) {
      emitter = application.instance(Emitting.class).emitter;
      for (int i = 0; i < 20; i++) {
        sent.add(emitter.send("m" + i).subscribeAsCompletionStage());
      }
    }

    all(sent).handle((all, failure) -> failure).orTimeout(DEADLINE_SECONDS, SECONDS).join();
    assertThat(sent).allSatisfy(signal -> assertThat(signal).isCompletedExceptionally());
    assertThatThrownBy(
            () -> emitter.send("late").await().atMost(Duration.ofSeconds(DEADLINE_SECONDS)))
        .isInstanceOf(ProducerClosedException.class);
    assertThat(emitter.isCancelled()).isTrue();
  }

  @Test
  void smallRyesOwnEmittersStayWhatTheyAre() {
    try (TestApplication application = start(Standard.class)) {
      MutinyEmitter<String> emitter = application.instance(Standard.class).emitter;
      emitter.sendAndAwait("v");

      assertThat(emitter).isNotInstanceOf(KafkaEmitter.class);
    }
  }

  private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
  }

  private TestApplication start(Class<?> bean, String... pairs) {
    return start(settings(pairs), bean);
  }

  private static TestApplication start(Settings settings, Class<?>... beans) {
    return TestApplication.start(settings, beans);
  }

  private Settings settings(String... pairs) {
    return Settings.kafka(cluster.bootstrapServers()).channel("out", pairs);
  }
}
