package io.weir.kafka.bridge;

import io.smallrye.reactive.messaging.kafka.SerializationFailureHandler;
import io.weir.kafka.connector.NamedBeanSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;

/** The application's beans of smallrye-kafka's types, so that settings may name them. */
@ApplicationScoped
public class SmallRyeBeans implements NamedBeanSource {

  @Inject @Any Instance<SerializationFailureHandler<?>> failureHandlers;

  @Override
  public List<Instance<?>> instances() {
    return List.of(failureHandlers);
  }
}
