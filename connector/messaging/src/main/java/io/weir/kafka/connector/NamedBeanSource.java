package io.weir.kafka.connector;

import jakarta.enterprise.inject.Instance;
import java.util.List;

/**
 * Brings beans of types that Weir does not know, so that a setting may name them. Implemented by a
 * bean of a bridge, which injects them by their types: a runtime that drops unused beans then keeps
 * them.
 */
public interface NamedBeanSource {

  /** Asked when the connector starts. */
  List<Instance<?>> instances();
}
