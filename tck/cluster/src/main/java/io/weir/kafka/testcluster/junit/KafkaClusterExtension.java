package io.weir.kafka.testcluster.junit;

import io.weir.kafka.testcluster.CommittedRecords;
import io.weir.kafka.testcluster.TestCluster;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts and closes the clusters that {@link KafkaTest} asks for, and hands them to methods.
 *
 * <p>Stateless: a cluster lies in the store of the test, or of the class if that shares it. A test
 * that looks for one finds its own first, then its class's.
 */
final class KafkaClusterExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(KafkaClusterExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    AnnotationSupport.findAnnotation(context.getRequiredTestClass(), KafkaTest.class)
        .filter(KafkaTest::shared)
        .ifPresent(wanted -> start(wanted, context));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Optional<KafkaTest> ofMethod =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), KafkaTest.class);
    if (ofMethod.filter(KafkaTest::shared).isPresent()) {
      throw new ExtensionConfigurationException(
          "@KafkaTest(shared = true) is for classes, and stands on "
              + context.getRequiredTestMethod().getName());
    }
    ofMethod
        .or(() -> ofClass(context))
        .filter(wanted -> !wanted.shared())
        .ifPresent(wanted -> start(wanted, context));
  }

  /** Of the class, or the nearest one around it. */
  private static Optional<KafkaTest> ofClass(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(
        context.getRequiredTestClass(), KafkaTest.class, context.getEnclosingTestClasses());
  }

  private static void start(KafkaTest wanted, ExtensionContext context) {
    store(context).put(ClusterOfTest.class, ClusterOfTest.start(wanted));
  }

  private static Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  private static @Nullable ClusterOfTest find(ExtensionContext context) {
    return store(context).get(ClusterOfTest.class, ClusterOfTest.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ClusterOfTest cluster = find(context);
    if (cluster != null && context.getExecutionException().isPresent()) {
      cluster.printRequests(context.getDisplayName());
    }
    closeOwn(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    closeOwn(context);
  }

  private static void closeOwn(ExtensionContext context) {
    ClusterOfTest own = store(context).remove(ClusterOfTest.class, ClusterOfTest.class);
    if (own != null) {
      own.close(context.getDisplayName());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestCluster.class || type == CommittedRecords.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ClusterOfTest found = find(context);
    if (found == null) {
      throw new ParameterResolutionException(
          "%s cannot take a cluster: each test has its own; @KafkaTest(shared = true) on the class"
                  .formatted(parameter.getDeclaringExecutable())
              + " makes one that is there for all of them");
    }
    TestCluster cluster = found.cluster();
    return parameter.getParameter().getType() == TestCluster.class
        ? cluster
        : cluster.committedRecords();
  }
}
