package io.weir.kafka.testcluster.fault;

/**
 * How the network treats a broker's connections to its clients. Immutable.
 *
 * @param requestLatencyMs how long a request is on its way
 * @param responseLatencyMs how long a response is
 * @param sliceBytes how much of a response arrives at once, {@link #WHOLE} for all of it
 * @param sliceGapMs between the slices of a response
 * @param silence which direction is silent, while connections stay open
 */
public record LinkRule(
    long requestLatencyMs,
    long responseLatencyMs,
    int sliceBytes,
    long sliceGapMs,
    Silence silence) {

  public static final int WHOLE = Integer.MAX_VALUE;

  /** A network that one does not notice. */
  public static final LinkRule CLEAN = new LinkRule(0, 0, WHOLE, 0, Silence.NONE);

  /**
   * What does not get through. It is held, as TCP would repeat it, and arrives when the silence
   * ends.
   */
  public enum Silence {
    NONE,
    /** The broker hears nothing from clients. */
    OF_CLIENTS,
    /** Clients hear nothing from the broker. */
    OF_BROKER,
    BOTH;

    public boolean holdsRequests() {
      return this == OF_CLIENTS || this == BOTH;
    }

    public boolean holdsResponses() {
      return this == OF_BROKER || this == BOTH;
    }
  }

  public LinkRule {
    if (requestLatencyMs < 0 || responseLatencyMs < 0 || sliceGapMs < 0) {
      throw new IllegalArgumentException("A latency is negative");
    }
    if (sliceBytes < 1) {
      throw new IllegalArgumentException("A slice cannot have " + sliceBytes + " bytes");
    }
  }

  /** The same latency in both directions. */
  public LinkRule withLatencyMs(long ms) {
    return new LinkRule(ms, ms, sliceBytes, sliceGapMs, silence);
  }

  public LinkRule withSlices(int bytes, long gapMs) {
    return new LinkRule(requestLatencyMs, responseLatencyMs, bytes, gapMs, silence);
  }

  public LinkRule withSilence(Silence newSilence) {
    return new LinkRule(requestLatencyMs, responseLatencyMs, sliceBytes, sliceGapMs, newSilence);
  }
}
