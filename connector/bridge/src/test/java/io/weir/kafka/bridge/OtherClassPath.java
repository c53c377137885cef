package io.weir.kafka.bridge;

import java.io.File;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/** This test's class path with other jars on it: what an application may have. */
final class OtherClassPath extends URLClassLoader {

  private final ConcurrentMap<String, Boolean> asked = new ConcurrentHashMap<>();

  private OtherClassPath(URL[] urls) {
    super(urls, ClassLoader.getPlatformClassLoader());
  }

  /** Without those entries that are unwanted, with these in addition. */
  static OtherClassPath without(Predicate<String> unwanted, Path... more) {
    List<URL> urls = new ArrayList<>();
    for (Path each : more) {
      urls.add(url(each));
    }
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (!unwanted.test(entry)) {
        urls.add(url(Path.of(entry)));
      }
    }
    return new OtherClassPath(urls.toArray(URL[]::new));
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  /** An instance of the same class of that class path, by its constructor without parameters. */
  <T> T newInstance(Class<?> type, Class<T> as) throws ReflectiveOperationException {
    Constructor<?> constructor = loadClass(type.getName()).getDeclaredConstructor();
    constructor.setAccessible(true);
    return as.cast(constructor.newInstance());
  }

  /** Runs as an application of that class path would. */
  void run(ThrowingRunnable code) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      code.run();
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  /** What may throw. */
  interface ThrowingRunnable {
    void run() throws Exception;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    asked.put(name, true);
    return super.findClass(name);
  }

  /** The classes that were asked for here. */
  Set<String> asked() {
    return asked.keySet();
  }
}
