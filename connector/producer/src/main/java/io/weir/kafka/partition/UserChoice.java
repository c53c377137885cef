package io.weir.kafka.partition;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.RecordPartitioner;
import java.util.function.IntSupplier;

/**
 * Asks a user's partitioner, and believes it only if the topic has that partition.
 *
 * @param partitioner names it in errors
 */
record UserChoice(String channel, String partitioner) {

  /**
   * @throws InvalidRecordException if the partitioner fails, or chooses what is not there
   */
  int checked(RecordPartitioner.Choice choice, IntSupplier question) {
    int chosen = ask(choice.topic(), question);
    if (chosen < 0 || chosen >= choice.partitionCount()) {
      throw new InvalidRecordException(
          "Channel '%s': partitioner %s chose partition %d for topic '%s', which has 0 to %d"
              .formatted(
                  channel, partitioner, chosen, choice.topic(), choice.partitionCount() - 1));
    }
    return chosen;
  }

  private int ask(String topic, IntSupplier question) {
    try {
      return question.getAsInt();
    } catch (Throwable failure) { // Whatever a user's class throws, its message gets an outcome.
      throw new InvalidRecordException(
          "Channel '%s': partitioner %s failed for topic '%s'"
              .formatted(channel, partitioner, topic),
          failure);
    }
  }
}
