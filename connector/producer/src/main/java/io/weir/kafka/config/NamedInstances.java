package io.weir.kafka.config;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Turns the name of a bean or a class, as a setting gives it, into an instance.
 *
 * <p>A bean goes before a class. Classes are looked for with the thread's context class loader
 * first, so call it where the application's is set: at start-up.
 */
public final class NamedInstances {

  private final BeanLookup beans;
  private final Problems problems;

  public NamedInstances(BeanLookup beans, Problems problems) {
    this.beans = beans;
    this.problems = problems;
  }

  /**
   * The instance, or nothing after noting the problem.
   *
   * @param setting for the error
   * @param type what the instance must be
   */
  public <T> Optional<T> find(String setting, String name, Class<T> type) {
    try {
      Optional<Object> bean = beans.find(name);
      Object instance = bean.isPresent() ? bean.get() : newInstance(name);
      if (type.isInstance(instance)) {
        return Optional.of(type.cast(instance));
      }
      problems.badValue(setting, name, "the class must implement " + type.getName());
    } catch (ClassNotFoundException missing) {
      problems.badValue(
          setting, name, "no built-in name, no class on the class path and no @Identifier bean");
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException closed) {
      problems.badValue(
          setting,
          name,
          "the class needs to be public, with a public constructor of no parameters");
    } catch (InvocationTargetException failed) {
      problems.badValue(setting, name, "its constructor failed: " + failed.getCause());
    } catch (RuntimeException refused) {
      problems.badValue(setting, name, "the bean cannot be had: " + refused.getMessage());
    } catch (LinkageError incomplete) {
      problems.badValue(setting, name, "the class cannot be loaded: " + incomplete);
    }
    return Optional.empty();
  }

  private static Object newInstance(String name)
      throws ClassNotFoundException,
          NoSuchMethodException,
          IllegalAccessException,
          InstantiationException,
          InvocationTargetException {
    return load(name).getConstructor().newInstance();
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    if (application != null) {
      try {
        return Class.forName(name, true, application);
      } catch (ClassNotFoundException elsewhere) {
        // Weir's own loader may see what the thread's does not.
      }
    }
    return Class.forName(name, true, NamedInstances.class.getClassLoader());
  }
}
