package dev.sextant.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.sextant.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
  private static final String[] EFFECTS = {
    "io.javaoperatorsdk..",
    "io.fabric8.kubernetes.client.dsl..",
    "io.fabric8.kubernetes.client.informers..",
    "io.quarkus..",
    "jakarta..",
    "java.net.http..",
    "dev.sextant.operator.shell..",
  };

  @ArchTest
  static final ArchRule theKernelIsPure =
      noClasses()
          .that()
          .resideInAPackage("..kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EFFECTS);

  @ArchTest
  static final ArchRule decisionsAreMadeWithoutAnyClient =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Decider")
          .or()
          .haveSimpleNameEndingWith("Resources")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("io.javaoperatorsdk..", "io.quarkus..", "java.net.http..");

  @ArchTest
  static final ArchRule nobodyReadsTheClockButThroughAParameter =
      noClasses()
          .that()
          .resideOutsideOfPackage("..boot..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule onlyTheShellWrites =
      noClasses()
          .that()
          .resideOutsideOfPackages("..shell..", "..progress..", "..boot..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.fabric8.kubernetes.client.KubernetesClient");

  @ArchTest
  static final ArchRule kindsDoNotKnowEachOther =
      slices()
          .matching("dev.sextant.operator.(store|dataset|training|modelversion|deployment)..")
          .should()
          .notDependOnEachOther();
}
