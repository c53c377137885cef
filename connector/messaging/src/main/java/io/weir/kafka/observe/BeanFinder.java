package io.weir.kafka.observe;

import java.util.Optional;

/** Looks for what the application has of a library that may be missing. */
public interface BeanFinder {

  /** The bean of this type; empty if there is none, or several of which none goes before. */
  <T> Optional<T> only(Class<T> type);
}
