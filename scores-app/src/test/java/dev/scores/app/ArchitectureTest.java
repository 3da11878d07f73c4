package dev.scores.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Dependencies run one way (design, section 2). Each rule is also shown a planted violation, in the
 * package {@code planted} followed by the package whose rule it breaks, and must see it.
 */
class ArchitectureTest {

  private static final String DOMAIN = "dev.scores.domain..";
  private static final String API = "dev.scores.api..";
  private static final String PERSISTENCE = "dev.scores.persistence..";
  private static final String CHASSIS = "dev.scores.chassis..";
  private static final String APP = "dev.scores.app..";
  private static final String HTTP = "dev.scores.app.http..";
  private static final String AUTH = "dev.scores.app.auth..";
  private static final String DEV_SERVICES = "dev.scores.devservices..";

  /** What a package must not know. */
  record Rule(String name, String from, List<String> unknown) {

    Rule(String name, String from, String... unknown) {
      this(name, from, List.of(unknown));
    }

    ArchRule rule() {
      return noClasses()
          .that(in(from))
          .should()
          .dependOnClassesThat(resideInAnyPackage(unknown.toArray(String[]::new)))
          .as(name);
    }

    /** The package itself, or its planted double. */
    private static DescribedPredicate<JavaClass> in(String name) {
      return resideInAPackage(name).or(resideInAPackage("planted." + name));
    }
  }

  static Stream<Rule> rules() {
    return Stream.of(
        new Rule(
            "the domain knows no framework and no neighbour",
            DOMAIN,
            "io..",
            "jakarta..",
            "com..",
            "java.sql..",
            "reactor..",
            API,
            PERSISTENCE,
            CHASSIS,
            APP),
        new Rule("the API knows no neighbour", API, DOMAIN, PERSISTENCE, CHASSIS, APP),
        new Rule(
            "persistence knows the domain alone",
            PERSISTENCE,
            API,
            CHASSIS,
            APP,
            "io.micronaut.http.."),
        new Rule("the chassis knows no service", CHASSIS, DOMAIN, API, PERSISTENCE, APP),
        new Rule(
            "the app leaves SQL to persistence",
            APP,
            "java.sql..",
            "io.micronaut.data..",
            PERSISTENCE),
        new Rule("HTTP leaves the users service to auth", HTTP, "io.micronaut.http.client.."),
        new Rule("auth knows no score", AUTH, HTTP, API),
        new Rule(
            "nothing that ships knows dev-services", "dev.scores..", DEV_SERVICES, "io.zonky.."));
  }

  @TestFactory
  Stream<DynamicTest> everyRuleHolds() {
    JavaClasses shipped =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("dev-services"))
            .importPackages("dev.scores");
    return rules()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.name(),
                    () -> {
                      assertTrue(
                          shipped.stream().anyMatch(resideInAPackage(rule.from())),
                          "nobody lives in " + rule.from());
                      rule.rule().check(shipped);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyRuleSeesAPlantedViolation() {
    JavaClasses planted = new ClassFileImporter().importPackages("planted");
    return rules()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.name(),
                    () -> assertTrue(rule.rule().evaluate(planted).hasViolation(), rule.name())));
  }
}
