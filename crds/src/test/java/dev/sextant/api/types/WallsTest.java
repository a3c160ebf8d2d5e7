package dev.sextant.api.types;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class WallsTest {
  private static final JavaClasses TYPES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sextant.api");

  @Test
  void theTypesDependOnNothingOfOursAndOnNoClient() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sextant.api..",
            "java..",
            "com.fasterxml.jackson.annotation..",
            "io.fabric8.generator.annotation..",
            "io.fabric8.crd.generator.annotation..",
            "io.fabric8.kubernetes.api.model..",
            "io.fabric8.kubernetes.model.annotation..",
            "io.fabric8.kubernetes.client",
            "org.jspecify.annotations..")
        .check(TYPES);
  }

  @Test
  void whatIsSharedKnowsNoKind() {
    noClasses()
        .that()
        .resideInAPackage("dev.sextant.api.common")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of a kind",
                type ->
                    type.getPackageName().startsWith("dev.sextant.api.")
                        && !type.getPackageName().equals("dev.sextant.api.common")))
        .check(TYPES);
  }

  @Test
  void kindsDoNotDependOnEachOtherInACircle() {
    SlicesRuleDefinition.slices()
        .matching("dev.sextant.api.(*)..")
        .should()
        .beFreeOfCycles()
        .check(TYPES);
  }
}
