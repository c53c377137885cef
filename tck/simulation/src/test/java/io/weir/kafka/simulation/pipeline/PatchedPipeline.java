package io.weir.kafka.simulation.pipeline;

import io.weir.kafka.simulation.Campaign;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/**
 * The simulation over a pipeline whose source was changed in one place: that file is compiled anew,
 * and all of Weir's classes are loaded once more around it. So the shipped code needs no hook, and
 * a mutant is a mistake as somebody would make it.
 */
final class PatchedPipeline implements AutoCloseable {

  private final WeirFirst loader;

  /**
   * @param folder empty; takes source and classes
   */
  PatchedPipeline(Patch patch, Path folder) {
    this.loader = new WeirFirst(urls(compile(patch, folder)));
  }

  private static Path compile(Patch patch, Path folder) {
    try {
      Path source = folder.resolve(Path.of(patch.file()).getFileName());
      Files.writeString(source, patch.apply());
      Path classes = Files.createDirectory(folder.resolve("classes"));
      String[] arguments = {
        "-proc:none",
        "-nowarn",
        "-Xlint:none",
        "-classpath",
        System.getProperty("java.class.path"),
        "-d",
        classes.toString(),
        source.toString()
      };
      if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
        throw new IllegalStateException(patch + " does not compile");
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<URL> urls(Path classes) {
    List<URL> urls = new ArrayList<>();
    urls.add(url(classes));
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(url(Path.of(each)));
    }
    return urls;
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the seed. */
  Campaign.Run run(long seed) {
    try {
      Class<?> simulation = loader.loadClass(PipelineSimulation.class.getName());
      Object report = simulation.getMethod("run", long.class).invoke(null, seed);
      List<String> violations = new ArrayList<>();
      ((List<?>) part(report, "violations")).forEach(each -> violations.add((String) each));
      Map<String, Long> counts = new HashMap<>();
      ((Map<?, ?>) part(report, "counts"))
          .forEach((name, times) -> counts.put((String) name, (Long) times));
      return new Campaign.Run(seed, violations, counts);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("seed " + seed, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the simulation is not what it was", e);
    }
  }

  /** Its class is not the one that this class would name. */
  private static Object part(Object report, String name) throws ReflectiveOperationException {
    return report.getClass().getMethod(name).invoke(report);
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shares with the test what is not Weir's. */
  private static final class WeirFirst extends URLClassLoader {

    WeirFirst(List<URL> urls) {
      super(urls.toArray(URL[]::new), PatchedPipeline.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.weir.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
