package io.weir.kafka.bridge;

import io.weir.kafka.connector.NamedBeanSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.serialization.Serializer;

/** The application's beans of kafka-clients' types, so that settings may name them. */
@ApplicationScoped
public class KafkaClientsBeans implements NamedBeanSource {

  @Inject @Any Instance<Serializer<?>> serializers;
  @Inject @Any Instance<Partitioner> partitioners;
  @Inject @Any Instance<ProducerInterceptor<?, ?>> interceptors;

  @Override
  public List<Instance<?>> instances() {
    return List.of(serializers, partitioners, interceptors);
  }
}
