package io.weir.kafka.producer;

import io.weir.kafka.config.ChannelSettings;
import io.weir.kafka.config.Problems;
import io.weir.kafka.partition.PartitionChooser;
import io.weir.kafka.record.Codec;
import io.weir.kafka.record.CodecUnavailableException;
import io.weir.kafka.serialize.RecordSerializers;
import java.util.random.RandomGenerator;

/** Opens pipelines. */
public final class Pipelines {

  private Pipelines() {}

  /**
   * Opens the pipeline of one channel. Nothing is sent or connected before the first record.
   *
   * @param settings read with these problems
   * @param problems takes what is found wrong here, beside what the settings brought
   * @param outcomes told of each accepted record's outcome
   * @throws io.weir.kafka.api.ConfigurationException with all problems at once, before anything is
   *     opened
   */
  public static Pipeline open(
      ChannelSettings settings, Problems problems, Environment environment, Outcomes outcomes) {
    return assemble(settings, problems, environment, outcomes);
  }

  static ProducerPipeline assemble(
      ChannelSettings settings, Problems problems, Environment environment, Outcomes outcomes) {
    RandomGenerator random = environment.newRandom();
    RecordSerializers serializers =
        RecordSerializers.resolve(settings, environment.beans(), problems);
    PartitionChooser chooser =
        PartitionChooser.resolve(settings, environment.beans(), random, problems);
    requireCodec(settings, problems);
    problems.throwIfAny();
    Seam seam = environment.seam().apply(settings.producer().connection());
    Assembly assembly = new Assembly(settings, environment, serializers, chooser, random, seam);
    return new ProducerPipeline(assembly, outcomes);
  }

  private static void requireCodec(ChannelSettings settings, Problems problems) {
    Codec codec = Translation.compression(settings.producer().batch().compression()).codec();
    try {
      codec.requireAvailable();
    } catch (CodecUnavailableException missing) {
      problems.badValue(
          "compression.type",
          settings.producer().batch().compression().type().text(),
          String.valueOf(missing.getMessage()));
    }
  }
}
