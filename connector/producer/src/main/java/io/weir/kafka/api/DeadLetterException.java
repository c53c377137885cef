package io.weir.kafka.api;

/**
 * The record has failed, and the dead-letter topic did not take it either.
 *
 * <p>The cause is why the record failed; {@link #deadLetterFailure} is why the dead letter did.
 * What is known of the record in its own topic is as its first failure says.
 */
public final class DeadLetterException extends ProducerException {

  private final ProducerException deadLetterFailure;

  /**
   * @param topic the dead-letter topic
   * @param failure why the record failed
   * @param deadLetterFailure why the dead letter failed
   */
  public DeadLetterException(
      String topic, ProducerException failure, ProducerException deadLetterFailure) {
    super(
        "%s; and dead-letter topic '%s' did not take the record: %s"
            .formatted(failure.getMessage(), topic, deadLetterFailure.getMessage()),
        failure.persistence(),
        failure);
    this.deadLetterFailure = deadLetterFailure;
    addSuppressed(deadLetterFailure);
  }

  /** Why the dead letter failed; also among the suppressed. */
  public ProducerException deadLetterFailure() {
    return deadLetterFailure;
  }
}
