package io.weir.kafka.connector;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Virtual threads, on a JDK that has them; tests are compiled for one that has not. */
final class VirtualThreads {

  private VirtualThreads() {}

  /** Null on a JDK before 21. */
  static @Nullable ThreadFactory factory() {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      return (ThreadFactory) type.getMethod("factory").invoke(builder);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InvocationTargetException absent) {
      throw new AssertionError("JDK " + Runtime.version() + " has virtual threads", absent);
    }
  }
}
