package io.weir.kafka.connector;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import io.netty.util.ReferenceCounted;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The floors of the house: imports run strictly downwards, and each library stays on its floor. */
@AnalyzeClasses(
    packages = "io.weir.kafka",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.ConnectorOnly.class})
class ArchitectureTest {

  private static final String ROOT = "io.weir.kafka.";

  /** Package to floor; a package may import from lower floors only, and from none on its own. */
  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("connector", 10),
          Map.entry("mapping", 9),
          Map.entry("observe", 9),
          Map.entry("producer", 8),
          Map.entry("send", 7),
          Map.entry("identity", 6),
          Map.entry("batch", 5),
          Map.entry("partition", 5),
          Map.entry("serialize", 5),
          Map.entry("cluster", 4),
          Map.entry("network", 3),
          Map.entry("protocol", 2),
          Map.entry("record", 2),
          Map.entry("wire", 1),
          Map.entry("config", 2),
          Map.entry("spi", 1),
          Map.entry("api", 0),
          Map.entry("event", 0),
          Map.entry("time", 0),
          Map.entry("wake", 0));

  /** Leaves out the embedded cluster and the referees, which are no part of the connector. */
  static final class ConnectorOnly implements ImportOption {
    @Override
    public boolean includes(com.tngtech.archunit.core.importer.Location location) {
      return !location.contains("/kafka/testcluster/") && !location.contains("/kafka/referee/");
    }
  }

  @ArchTest
  static void everyPackageHasAFloorAndEveryFloorHasAPackage(JavaClasses classes) {
    Set<String> packages = new TreeSet<>();
    classes.forEach(type -> packages.add(packageOf(type)));
    assertThat(packages).isEqualTo(new TreeSet<>(FLOORS.keySet()));
  }

  @ArchTest
  static final ArchRule importsRunStrictlyDownwards = classes().should(importOnlyFromBelow());

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule outsideOfNetworkNettyMeansBuffers =
      noClasses()
          .that(resideOutsideOfPackage(ROOT + "network"))
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.netty..")
                  .and(resideOutsideOfPackage("io.netty.buffer.."))
                  .and(not(type(ReferenceCounted.class)))
                  .as("are Netty's, buffers excepted"));

  @ArchTest
  static final ArchRule vertxStaysWhereItMayBeMissing =
      noClasses()
          .that()
          .doNotBelongToAnyOf(VertxContexts.class, ContextQueue.class)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.vertx..", "io.smallrye.reactive.messaging.providers.."));

  @ArchTest
  static final ArchRule frameworksStayOnTheTopFloors =
      noClasses()
          .that(resideOutsideOfPackages(ROOT + "connector", ROOT + "mapping"))
          .and()
          .doNotHaveFullyQualifiedName(ROOT + "observe.ParentContext") // SmallRye's TracingMetadata
          .and()
          .doNotHaveFullyQualifiedName(ROOT + "observe.ParentContext$SmallRye")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "jakarta.enterprise..",
                  "jakarta.inject..",
                  "jakarta.interceptor..",
                  "jakarta.annotation..",
                  "org.eclipse.microprofile..",
                  "org.reactivestreams..",
                  "io.smallrye.reactive.messaging..",
                  "io.smallrye.common.."));

  @ArchTest
  static final ArchRule whatShowsAChannelStaysInOnePlace =
      noClasses()
          .that(resideOutsideOfPackage(ROOT + "observe"))
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.micrometer..", "io.opentelemetry.."));

  @ArchTest
  static final ArchRule mutinyIsForTheFrameworkFreeEntryAndTheEmitters =
      noClasses()
          .that(resideOutsideOfPackage(ROOT + "producer"))
          .and()
          .doNotBelongToAnyOf(
              RuntimeExecutor.class,
              KafkaEmitter.class,
              WaitingEmitter.class,
              KafkaEmitterFactory.class)
          .should()
          .dependOnClassesThat(resideInAPackage("io.smallrye.mutiny.."));

  @ArchTest
  static final ArchRule kafkaClientsIsForTestsOnly =
      noClasses().should().dependOnClassesThat(resideInAPackage("org.apache.kafka.."));

  @ArchTest
  static final ArchRule loggingIsTheSystemLogger =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.util.logging..", "org.slf4j..", "org.jboss.logging.."));

  private static ArchCondition<JavaClass> importOnlyFromBelow() {
    return new ArchCondition<>("import only from floors below") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          if (target.getPackageName().startsWith(ROOT) && !isBelowOrSame(item, target)) {
            events.add(violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static boolean isBelowOrSame(JavaClass from, JavaClass to) {
    String here = packageOf(from);
    String there = packageOf(to);
    return here.equals(there)
        || FLOORS.getOrDefault(there, Integer.MAX_VALUE) < FLOORS.getOrDefault(here, -1);
  }

  private static String packageOf(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }
}
