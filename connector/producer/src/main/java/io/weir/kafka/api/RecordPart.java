package io.weir.kafka.api;

/** The two parts of a record that are serialized. */
public enum RecordPart {
  KEY("key"),
  VALUE("value");

  private final String label;

  RecordPart(String label) {
    this.label = label;
  }

  /** {@code key} or {@code value}, as in {@code key.serializer}. */
  public String label() {
    return label;
  }
}
