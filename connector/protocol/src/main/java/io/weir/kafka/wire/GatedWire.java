package io.weir.kafka.wire;

/**
 * The gates of a wire, kept as its own state so that a gate costs no allocation.
 *
 * <p>A gate sets state, the field that follows reads it and calls {@link #resetGates}. All state
 * belongs to the one thread that passes the message.
 */
abstract class GatedWire implements Wire {

  static final int NO_TAG = -1;

  /** Whether any gate is set: the one test that an ungated field pays for. */
  boolean gated;

  int since;
  int until = Integer.MAX_VALUE;
  int nullableSince;
  int tag = NO_TAG;
  boolean ignorable;
  boolean neverFlexible;

  private String messageName = "";
  private int version;
  private boolean flexible;

  /** Starts a message; a wire may pass several in turn, as a header and a body. */
  final void begin(MessageShape<?> shape, int messageVersion) {
    Versions versions = shape.versions();
    if (!versions.contain(messageVersion)) {
      throw new WireException(
          "%s exists in versions %d to %d, not in %d"
              .formatted(shape.name(), versions.lowest(), versions.highest(), messageVersion));
    }
    messageName = shape.name();
    version = messageVersion;
    flexible = versions.flexible(messageVersion);
  }

  final boolean flexible() {
    return flexible;
  }

  /** Whether the next field has a compact length. */
  final boolean compact() {
    return flexible && !neverFlexible;
  }

  /** Whether this version has the next field. */
  final boolean inVersion() {
    return since <= version && version <= until && (tag == NO_TAG || flexible);
  }

  /** Whether null is not allowed in the next field, though its type has a null. */
  final boolean nullForbidden() {
    return version < nullableSince && inVersion();
  }

  final void resetGates() {
    gated = false;
    since = 0;
    until = Integer.MAX_VALUE;
    nullableSince = 0;
    tag = NO_TAG;
    ignorable = false;
    neverFlexible = false;
  }

  final WireException failure(String name, String what) {
    return new WireException(messageName + " v" + version + ", field " + name + ": " + what);
  }

  @Override
  public final Wire since(int version) {
    gated = true;
    since = version;
    return this;
  }

  @Override
  public final Wire until(int version) {
    gated = true;
    until = version;
    return this;
  }

  @Override
  public final Wire ignorable() {
    gated = true;
    ignorable = true;
    return this;
  }

  @Override
  public final Wire nullableSince(int version) {
    gated = true;
    nullableSince = version;
    return this;
  }

  @Override
  public final Wire neverFlexible() {
    gated = true;
    neverFlexible = true;
    return this;
  }

  @Override
  public final Wire tag(int tag) {
    gated = true;
    this.tag = tag;
    return this;
  }
}
