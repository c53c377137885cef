package io.weir.kafka.network;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Calls a listener so that what it throws goes to the log and no further. Stateless. */
public final class Guard {

  private static final Logger LOG = System.getLogger("io.weir.kafka.network");

  private Guard() {}

  /**
   * @param what names the listener in the log
   */
  public static void call(String what, Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException | Error failure) {
      LOG.log(Level.ERROR, "WEIR00302 " + what + " threw", failure);
    }
  }
}
