package dev.scores.users;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.scores.users.domain.planted.DependsOnTheFramework;
import dev.scores.users.tokens.planted.DependsOnPasswords;
import org.junit.jupiter.api.Test;

/** Dependency rules of the packages. Each rule must also detect a planted violation. */
class UsersArchitectureTest {

  private static final ArchRule DOMAIN_HAS_NO_FRAMEWORK =
      classes()
          .that()
          .resideInAPackage("dev.scores.users.domain..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "org.jspecify.annotations",
                  "com.sanctionco.jmail",
                  "rocks.xmpp.precis",
                  "dev.scores.users.domain.."));

  private static final ArchRule LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.scores.users..")
          .layer("start")
          .definedBy("dev.scores.users")
          .layer("http")
          .definedBy("dev.scores.users.http..")
          .layer("contract")
          .definedBy("dev.scores.users.api..")
          .layer("tokens")
          .definedBy("dev.scores.users.tokens..")
          .layer("passwords")
          .definedBy("dev.scores.users.passwords..")
          .layer("limits")
          .definedBy("dev.scores.users.limits..")
          .layer("mail")
          .definedBy("dev.scores.users.mail..")
          .layer("persistence")
          .definedBy("dev.scores.users.persistence..")
          .layer("domain")
          .definedBy("dev.scores.users.domain..")
          .whereLayer("start")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("start")
          .whereLayer("contract")
          .mayOnlyBeAccessedByLayers("http")
          .whereLayer("tokens")
          .mayOnlyBeAccessedByLayers("start", "http")
          .whereLayer("passwords")
          .mayOnlyBeAccessedByLayers("start")
          .whereLayer("limits")
          .mayOnlyBeAccessedByLayers("start", "http")
          .whereLayer("mail")
          .mayOnlyBeAccessedByLayers("start")
          .whereLayer("persistence")
          .mayNotBeAccessedByAnyLayer();

  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.scores.users");

  @Test
  void domainHasNoFrameworkDependency() {
    assertTrue(SERVICE.size() > 50, "no classes were read");
    DOMAIN_HAS_NO_FRAMEWORK.check(SERVICE);
  }

  @Test
  void layersDependAsAllowed() {
    LAYERS.check(SERVICE);
  }

  @Test
  void plantedFrameworkDependencyIsReported() {
    assertReports(DOMAIN_HAS_NO_FRAMEWORK, DependsOnTheFramework.class);
  }

  @Test
  void plantedDependencyBetweenAdaptersIsReported() {
    assertReports(LAYERS, DependsOnPasswords.class);
  }

  private static void assertReports(ArchRule rule, Class<?> planted) {
    JavaClasses withPlanted =
        new ClassFileImporter()
            .importPackages("dev.scores.users")
            .that(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "of the service, or planted",
                    type -> SERVICE.contain(type.getName()) || type.isEquivalentTo(planted)));
    String report = rule.evaluate(withPlanted).getFailureReport().toString();
    assertTrue(report.contains(planted.getSimpleName()), report);
  }
}
