package io.weir.kafka.bridge;

import io.weir.kafka.connector.NamedBeanSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The application's beans of kafka-clients' types and, where that is there, of smallrye-kafka's, so
 * that settings may name them.
 *
 * <p>The latter are looked up, as no field may have a type that is not there: Quarkus would not
 * start. It keeps those beans because smallrye-kafka itself injects them.
 */
@ApplicationScoped
public class KafkaClientsBeans implements NamedBeanSource {

  @Inject @Any Instance<Serializer<?>> serializers;
  @Inject @Any Instance<Partitioner> partitioners;
  @Inject @Any Instance<ProducerInterceptor<?, ?>> interceptors;

  @Inject BeanManager manager;

  @Override
  public List<Instance<?>> instances() {
    List<Instance<?>> all = new ArrayList<>(List.of(serializers, partitioners, interceptors));
    if (KafkaClientsBridge.isSmallRyeThere()) {
      all.add(SmallRyeTypes.failureHandlers(manager.createInstance()));
    }
    return all;
  }
}
