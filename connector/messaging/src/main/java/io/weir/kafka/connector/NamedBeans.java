package io.weir.kafka.connector;

import io.weir.kafka.config.BeanLookup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Named;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a bean by its {@code @Identifier}, {@code @Named} or class name among the beans of some
 * types.
 *
 * <p>SmallRye's {@code @Identifier} is no type of a specification: it is recognised by its name, so
 * that its absence costs nothing.
 */
final class NamedBeans implements BeanLookup {

  private static final String IDENTIFIER = "io.smallrye.common.annotation.Identifier";

  private final Instance<Object> typed;
  private final List<Instance<?>> instances;

  /**
   * @param typed where beans are looked for by their type
   * @param named where they are looked for by name
   */
  NamedBeans(Instance<Object> typed, List<Instance<?>> named) {
    this.typed = typed;
    this.instances = List.copyOf(named);
  }

  /** Beans by their type only. */
  NamedBeans(Instance<Object> typed) {
    this(typed, List.of());
  }

  /**
   * @throws jakarta.enterprise.inject.AmbiguousResolutionException if there are several
   */
  @Override
  public <T> Optional<T> ofType(Class<T> type) {
    Instance<T> beans = typed.select(type);
    return beans.isUnsatisfied() ? Optional.empty() : Optional.of(beans.get());
  }

  /** The bean of this type that an injection point would get, if it would get one. */
  <T> Optional<T> only(Class<T> type) {
    Instance<T> found = typed.select(type);
    return found.isResolvable() ? Optional.of(found.get()) : Optional.empty();
  }

  /**
   * @throws IllegalStateException if two beans have this name
   */
  @Override
  public Optional<Object> find(String name) {
    List<Instance.Handle<?>> found = new ArrayList<>();
    for (Instance<?> instance : instances) {
      for (Instance.Handle<?> handle : instance.handles()) {
        if (isCalled(handle.getBean(), name)) {
          found.add(handle);
        }
      }
    }
    long beans = found.stream().map(Instance.Handle::getBean).distinct().count();
    if (beans > 1) {
      throw new IllegalStateException("%d beans are called '%s'".formatted(beans, name));
    }
    return found.stream().findFirst().map(Instance.Handle::get);
  }

  private static boolean isCalled(Bean<?> bean, String name) {
    return bean.getBeanClass().getName().equals(name) || isQualified(bean, name);
  }

  private static boolean isQualified(Bean<?> bean, String name) {
    for (Annotation qualifier : bean.getQualifiers()) {
      if (qualifier instanceof Named named && named.value().equals(name)) {
        return true;
      }
      if (qualifier.annotationType().getName().equals(IDENTIFIER)
          && name.equals(valueOf(qualifier))) {
        return true;
      }
    }
    return false;
  }

  private static Object valueOf(Annotation identifier) {
    try {
      return identifier.annotationType().getMethod("value").invoke(identifier);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(IDENTIFIER + " has no value", e);
    }
  }
}
