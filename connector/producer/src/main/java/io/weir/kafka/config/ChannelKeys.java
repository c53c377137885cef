package io.weir.kafka.config;

import java.time.Duration;
import java.util.List;

/** The attributes of the channel itself; names as smallrye-kafka has them. */
final class ChannelKeys {

  static final Setting<String> TOPIC =
      Setting.of(
          "topic",
          ValueType.text(),
          "Where messages go that name no topic. Default: the channel's name.");

  static final Setting<String> KEY =
      Setting.of(
          "key",
          ValueType.text(),
          "The key of messages that bring none; key.serializer writes it.");

  static final Setting<Integer> PARTITION =
      Setting.of(
              "partition",
              ValueType.integer(-1, Integer.MAX_VALUE),
              "The partition of messages that name none; -1: the partitioner chooses.")
          .or("-1");

  static final Setting<Boolean> WAIT_FOR_WRITE_COMPLETION =
      Setting.of(
              "waitForWriteCompletion",
              ValueType.bool(),
              "Whether a message is acknowledged when the broker has it, not when it is accepted.")
          .or("true");

  static final Setting<Integer> MAX_INFLIGHT_MESSAGES =
      Setting.of(
              "max-inflight-messages",
              ValueType.optionalBound(),
              "The bound of messages without outcome; 0 or less: buffer.memory decides, by bytes.")
          .or("0");

  static final Setting<Integer> MAX_WAITING_MESSAGES =
      Setting.of(
              "max-waiting-messages",
              ValueType.integer(1, Integer.MAX_VALUE),
              "How many messages of a KafkaEmitter or KafkaSender may wait for room, each for"
                  + " max.block.ms at most; more fail at once.")
          .or("10000");

  static final Setting<Duration> CLOSE_TIMEOUT =
      Setting.of(
              "close-timeout",
              ValueType.millis(0),
              "How long a shutdown waits for messages on their way; then they fail.")
          .or("10000");

  static final Setting<FailureStrategy> FAILURE_STRATEGY =
      Setting.of(
              "failure-strategy",
              ValueType.choice(FailureStrategy.class, FailureStrategy::text),
              "What becomes of a message whose record has failed for good. fail: it is nacked."
                  + " ignore: that is logged, and it is acked. dead-letter-topic: its record goes to"
                  + " dead-letter-queue.topic with the same bytes, and it is acked when it is there;"
                  + " each record is then kept a second time until it has its outcome. A record that"
                  + " has no bytes, or that the end of the channel stops, is nacked.")
          .or("fail");

  static final Setting<String> DEAD_LETTER_TOPIC =
      Setting.of(
          "dead-letter-queue.topic",
          ValueType.text(),
          "Where failed records go with failure-strategy = dead-letter-topic. Default:"
              + " dead-letter-topic-CHANNEL.");

  static final Setting<String> INTERCEPTOR_BEAN =
      Setting.of(
          "interceptor-bean",
          ValueType.text(),
          "The @Identifier of a bean that implements RecordInterceptor. Here and in the other settings"
              + " that name a class of yours, one that implements the interface of kafka-clients"
              + " will do with io.weir:weir-kafka-bridge.");

  static final Setting<List<String>> INTERCEPTOR_CLASSES =
      Setting.of(
          "interceptor.classes",
          ValueType.names(),
          "Classes or @Identifier beans that implement RecordInterceptor, separated by commas: they"
              + " see each record in this order, behind interceptor-bean.");

  static final List<Setting<?>> ALL =
      List.of(
          TOPIC,
          KEY,
          PARTITION,
          WAIT_FOR_WRITE_COMPLETION,
          MAX_INFLIGHT_MESSAGES,
          MAX_WAITING_MESSAGES,
          CLOSE_TIMEOUT,
          FAILURE_STRATEGY,
          DEAD_LETTER_TOPIC,
          INTERCEPTOR_BEAN,
          INTERCEPTOR_CLASSES);

  private ChannelKeys() {}
}
