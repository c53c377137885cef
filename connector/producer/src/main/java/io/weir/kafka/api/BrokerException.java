package io.weir.kafka.api;

/** The broker has refused the record. */
public final class BrokerException extends ProducerException {

  private final int errorCode;
  private final String errorName;

  /**
   * @param errorCode Kafka's error code
   * @param errorName its name, such as {@code TOPIC_AUTHORIZATION_FAILED}
   */
  public BrokerException(String message, Persistence persistence, int errorCode, String errorName) {
    super(message, persistence);
    this.errorCode = errorCode;
    this.errorName = errorName;
  }

  /** Kafka's error code. */
  public int errorCode() {
    return errorCode;
  }

  /** The name of the error code, such as {@code TOPIC_AUTHORIZATION_FAILED}. */
  public String errorName() {
    return errorName;
  }
}
