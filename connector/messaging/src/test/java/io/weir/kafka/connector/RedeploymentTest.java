package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.kafka.testcluster.TestCluster;
import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * An application that is stopped leaves nothing behind that would keep its class loader, although
 * the thread that sent for it, and stopped it, lives on as a server's threads do. Each is deployed
 * by a thread of its own: the frameworks that are started with it are not meant for more.
 */
class RedeploymentTest {

  private static final int REDEPLOYMENTS = 10;
  private static final int MESSAGES = 50;
  private static final int DEADLINE_SECONDS = 120;

  @Test
  void tenRedeploymentsLeaveNoClassLoaderBehind() throws Exception {
    ExecutorService server = Executors.newSingleThreadExecutor();
    List<WeakReference<ClassLoader>> deployed = new ArrayList<>();
    try (TestCluster cluster = TestCluster.builder().topic("out", 2).inMemory().start()) {
      for (int i = 0; i < REDEPLOYMENTS; i++) {
        deployed.add(deployOnce(cluster.bootstrapServers(), server));
      }
      assertThat(cluster.records("out")).hasSize(REDEPLOYMENTS * MESSAGES);
      takeTheJdksLastRecord();
      await()
          .atMost(Duration.ofSeconds(DEADLINE_SECONDS))
          .until(
              () -> {
                System.gc();
                return deployed.stream().allMatch(loader -> loader.get() == null);
              });
    } finally {
      server.shutdown();
    }
  }

  /**
   * The JDK itself keeps the record class whose {@code equals} was linked last, by the type of its
   * component: until JDK 19 in the one slot of {@code MethodHandle.asTypeCache}, later in a soft
   * reference beside it, if the type's class loader may go. Let both be of the test.
   */
  private static void takeTheJdksLastRecord() throws Exception {
    new LastRecord().run();
    try (URLClassLoader another = newLoader()) {
      Constructor<?> constructor =
          another.loadClass(LastRecord.class.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      ((Runnable) constructor.newInstance()).run();
    }
  }

  private static final class LastRecord implements Runnable {

    private record Last(@Nullable LastRecord component) {}

    @Override
    public void run() {
      if (!new Last(null).equals(new Last(null))) {
        throw new IllegalStateException("Two records of nothing differ");
      }
    }
  }

  private static WeakReference<ClassLoader> deployOnce(String bootstrap, ExecutorService server)
      throws Exception {
    try (URLClassLoader application = newLoader()) {
      FutureTask<Callable<Boolean>> start = new FutureTask<>(() -> start(application, bootstrap));
      Thread deployer = new Thread(start, "deployer");
      deployer.setContextClassLoader(application);
      deployer.start();
      Callable<Boolean> sendAndStop = start.get(DEADLINE_SECONDS, SECONDS);
      assertThat(server.submit(sendAndStop).get(DEADLINE_SECONDS, SECONDS)).isTrue();
      deployer.join();
      return new WeakReference<>(application);
    }
  }

  @SuppressWarnings("unchecked") // that is what it is, in another class loader
  private static Callable<Boolean> start(ClassLoader application, String bootstrapServers)
      throws Exception {
    Constructor<?> constructor =
        application
            .loadClass("io.weir.kafka.connector.RedeployedApplication")
            .getDeclaredConstructor();
    constructor.setAccessible(true);
    return ((BiFunction<String, Integer, Callable<Boolean>>) constructor.newInstance())
        .apply(bootstrapServers, MESSAGES);
  }

  private static URLClassLoader newLoader() throws Exception {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<URL> urls = new ArrayList<>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }
}
