package io.weir.kafka.testcluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Who may know whom, and what keeps the core the same in every run. */
@AnalyzeClasses(packages = "io.weir.kafka.testcluster", importOptions = DoNotIncludeTests.class)
class FloorsTest {

  private static final String ROOT = "io.weir.kafka.testcluster";
  private static final String[] PURE = {
    ROOT + ".core",
    ROOT + ".fault",
    ROOT + ".message",
    ROOT + ".request",
    ROOT + ".broker",
    ROOT + ".replica",
    ROOT + ".group",
    ROOT + ".controller",
    ROOT + ".metadata",
    ROOT + ".storage"
  };

  @ArchTest
  static final ArchRule imports_run_downwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("launch")
          .definedBy(ROOT + ".launch")
          .layer("junit")
          .definedBy(ROOT + ".junit")
          .layer("assertj")
          .definedBy(ROOT + ".assertj")
          .layer("control")
          .definedBy(ROOT + ".control")
          .layer("builder")
          .definedBy(ROOT)
          .layer("socket")
          .definedBy(ROOT + ".socket")
          .layer("core")
          .definedBy(ROOT + ".core")
          .layer("fault")
          .definedBy(ROOT + ".fault")
          .layer("message")
          .definedBy(ROOT + ".message")
          .layer("request")
          .definedBy(ROOT + ".request")
          .layer("broker")
          .definedBy(ROOT + ".broker")
          .layer("replica")
          .definedBy(ROOT + ".replica")
          .layer("group")
          .definedBy(ROOT + ".group")
          .layer("controller")
          .definedBy(ROOT + ".controller")
          .layer("metadata")
          .definedBy(ROOT + ".metadata")
          .layer("storage")
          .definedBy(ROOT + ".storage")
          .whereLayer("launch")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("junit")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("assertj")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("control")
          .mayOnlyBeAccessedByLayers("launch")
          .whereLayer("builder")
          .mayOnlyBeAccessedByLayers("launch", "control", "junit", "assertj")
          .whereLayer("socket")
          .mayOnlyBeAccessedByLayers("builder", "launch")
          .whereLayer("core")
          .mayOnlyBeAccessedByLayers("socket", "builder")
          .whereLayer("fault")
          .mayOnlyBeAccessedByLayers("core", "builder", "launch", "control", "junit", "assertj")
          .whereLayer("message")
          .mayOnlyBeAccessedByLayers("fault", "core", "builder")
          .whereLayer("request")
          .mayOnlyBeAccessedByLayers("core")
          .whereLayer("broker")
          .mayOnlyBeAccessedByLayers("request", "core")
          .whereLayer("controller")
          .mayOnlyBeAccessedByLayers("broker", "request", "core")
          .whereLayer("group")
          .mayOnlyBeAccessedByLayers("broker", "request", "core")
          .whereLayer("replica")
          .mayOnlyBeAccessedByLayers("broker", "request", "core", "builder")
          .whereLayer("metadata")
          .mayOnlyBeAccessedByLayers(
              "replica", "group", "controller", "broker", "request", "core", "socket", "builder")
          .whereLayer("storage")
          .mayOnlyBeAccessedByLayers(
              "metadata", "controller", "replica", "broker", "request", "core", "builder");

  @ArchTest
  static final ArchRule the_core_has_no_clock_no_thread_and_no_chance_of_its_own =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, Random.class, ThreadLocalRandom.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.time..", "java.util.concurrent..");

  @ArchTest
  static final ArchRule the_core_knows_netty_only_as_buffers =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..", "io.netty.handler..");

  @ArchTest
  static final ArchRule the_cluster_shares_no_code_with_the_client_that_referees_it =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.kafka..");
}
