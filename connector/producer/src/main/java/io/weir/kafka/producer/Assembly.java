package io.weir.kafka.producer;

import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.batch.Accumulator;
import io.weir.kafka.batch.BatchLimits;
import io.weir.kafka.cluster.ClusterSettings;
import io.weir.kafka.cluster.ClusterSettings.TopicCreation;
import io.weir.kafka.cluster.Metadata;
import io.weir.kafka.cluster.MetadataListener;
import io.weir.kafka.config.BatchSettings;
import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.DeliverySettings;
import io.weir.kafka.config.ProducerSettings;
import io.weir.kafka.identity.BrokerProducerIds;
import io.weir.kafka.network.Connections;
import io.weir.kafka.network.Loop;
import io.weir.kafka.partition.PartitionChooser;
import io.weir.kafka.send.Sender;
import io.weir.kafka.serialize.RecordSerializers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Makes the stages of one pipeline from its settings and its environment.
 *
 * @param random the pipeline's own; event loop only
 */
record Assembly(
    ChannelSettings settings,
    Environment environment,
    RecordSerializers serializers,
    PartitionChooser chooser,
    RandomGenerator random,
    Seam seam) {

  private static final Logger LOG = System.getLogger("io.weir.kafka.producer");

  Loop loop() {
    return seam.transport().loop();
  }

  Completions completions(Outcomes outcomes) {
    return new Completions(
        settings.channel(),
        environment.completions(),
        environment.events(),
        Interception.observed(environment.interceptors(), outcomes));
  }

  Interception interception(Completions completions) {
    return new Interception(settings.channel(), environment.interceptors(), completions);
  }

  Accumulator accumulator(Accumulator.Listener listener) {
    BatchSettings batch = producer().batch();
    BatchLimits limits =
        new BatchLimits(
            batch.batchBytes(),
            batch.memory().bufferBytes(),
            batch.memory().partitionShareBytes(),
            Translation.compression(batch.compression()));
    return new Accumulator(limits, environment.allocator(), loop(), listener);
  }

  Connections connections() {
    return new Connections(
        seam.transport(),
        Translation.network(producer().connection()),
        random,
        environment.events());
  }

  Metadata metadata(Connections connections, MetadataListener listener) {
    ClusterSettings cluster =
        new ClusterSettings(
            producer().connection().bootstrapServers(),
            producer().connection().metadata(),
            producer().delivery().retry().backoff(),
            producer().delivery().requestTimeout(),
            TopicCreation.ALLOWED);
    Metadata metadata = new Metadata(connections, cluster, random);
    metadata.addListener(listener);
    return metadata;
  }

  /** The stages that a sender stands on. */
  record SendParts(Accumulator accumulator, Metadata metadata, Connections connections) {}

  Sender sender(SendParts parts) {
    DeliverySettings delivery = producer().delivery();
    return new Sender(
        Translation.send(settings.channel(), producer()),
        new Sender.Parts(
            loop(),
            parts.accumulator,
            parts.metadata,
            parts.connections,
            new BrokerProducerIds(parts.metadata.anyBroker(), delivery.requestTimeout().toNanos()),
            Translation.backoff(delivery.retry().backoff(), random),
            environment.events()));
  }

  Vitals vitals(SendParts parts, Sender sender) {
    return new PipelineVitals(
        new PipelineVitals.Parts(
            loop(),
            parts.accumulator,
            parts.metadata,
            sender,
            producer().delivery().requestTimeout().toNanos()));
  }

  Routes routes(Accumulator accumulator, Consumer<String> wanted) {
    return new Routes(accumulator, chooser, wanted);
  }

  ParkedTopics parked(Completions completions, Metadata metadata) {
    return new ParkedTopics(
        new ParkedTopics.Patience(settings.channel(), producer().delivery().timeout().toNanos()),
        loop(),
        completions,
        metadata);
  }

  Intake intake(Routes routes) {
    return new Intake(
        new Intake.Parts(
            routes,
            new EncoderPool(serializers::newEncoder),
            chooser,
            environment.allocator(),
            loop()),
        new RecordLimits(
            settings.channel(), producer().batch().memory().bufferBytes(), environment.clock()));
  }

  /**
   * In KafkaProducer's order, after the last outcome; completion task. A class that throws keeps no
   * other from closing.
   */
  void closeUserClasses() {
    for (RecordInterceptor each : environment.interceptors()) {
      close("interceptor " + each.getClass().getName(), each::close);
    }
    close("the serializers", serializers::close);
    close("the partitioner", chooser::close);
  }

  private void close(String what, Runnable closing) {
    try {
      closing.run();
    } catch (
        Throwable thrown) { // a user's class may throw anything; the channel closes all the same
      LOG.log(
          Level.WARNING,
          "WEIR00012 Channel '%s': %s did not close".formatted(settings.channel(), what),
          thrown);
    }
  }

  void release() {
    seam.release().run();
  }

  private ProducerSettings producer() {
    return settings.producer();
  }
}
