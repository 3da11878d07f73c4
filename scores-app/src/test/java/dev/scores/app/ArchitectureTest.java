package dev.scores.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
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
import dev.scores.app.operations.Distribute;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The dependency rules of the modules and packages. Each rule must also detect a planted violation
 * in the package {@code planted} followed by the package that the rule is about.
 */
class ArchitectureTest {

  private static final String DOMAIN = "dev.scores.domain..";
  private static final String API = "dev.scores.api..";
  private static final String PERSISTENCE = "dev.scores.persistence..";
  private static final String COALESCING = "dev.scores.persistence.coalescing..";
  private static final String CHASSIS = "dev.scores.chassis..";
  private static final String APP = "dev.scores.app..";
  private static final String HTTP = "dev.scores.app.http..";
  private static final String AUTH = "dev.scores.app.auth..";
  private static final String WEB = "dev.scores.web..";
  private static final String DEV_SERVICES = "dev.scores.devservices..";

  /** Packages that a package must not depend on. */
  record Rule(String name, String from, List<String> forbidden, List<Class<?>> exceptions) {

    Rule(String name, String from, String... forbidden) {
      this(name, from, List.of(forbidden), List.of());
    }

    ArchRule rule() {
      return noClasses()
          .that(in(from).and(not(belongToAnyOf(exceptions.toArray(Class<?>[]::new)))))
          .should()
          .dependOnClassesThat(resideInAnyPackage(forbidden.toArray(String[]::new)))
          .as(name);
    }

    /** The package itself or its planted counterpart. */
    private static DescribedPredicate<JavaClass> in(String name) {
      return resideInAPackage(name).or(resideInAPackage("planted." + name));
    }
  }

  static Stream<Rule> rules() {
    return Stream.of(
        new Rule(
            "the domain depends on no framework and no other module",
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
        new Rule("the API depends on no other module", API, DOMAIN, PERSISTENCE, CHASSIS, APP),
        new Rule(
            "persistence depends on the domain only",
            PERSISTENCE,
            API,
            CHASSIS,
            APP,
            "io.micronaut.http.."),
        new Rule(
            "coalescing does not depend on a database",
            COALESCING,
            "java.sql..",
            "javax.sql..",
            "io.micronaut..",
            "org.postgresql.."),
        new Rule("the chassis depends on no service", CHASSIS, DOMAIN, API, PERSISTENCE, APP),
        new Rule(
            "the web app depends on no other module",
            WEB,
            "io..",
            "jakarta..",
            DOMAIN,
            API,
            PERSISTENCE,
            CHASSIS,
            APP),
        new Rule("the app contains no SQL", APP, "java.sql..", "io.micronaut.data.."),
        // The command distribute changes tables, for which the domain has no port.
        new Rule(
            "the app uses persistence by ports",
            APP,
            List.of(PERSISTENCE),
            List.of(Distribute.class)),
        new Rule("http does not call the users service", HTTP, "io.micronaut.http.client.."),
        new Rule("auth does not depend on scores", AUTH, HTTP, API),
        new Rule(
            "shipped code does not depend on dev-services",
            "dev.scores..",
            DEV_SERVICES,
            "io.zonky.."));
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
                          "no class in " + rule.from());
                      rule.rule().check(shipped);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyRuleDetectsAPlantedViolation() {
    JavaClasses planted = new ClassFileImporter().importPackages("planted");
    return rules()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.name(),
                    () -> assertTrue(rule.rule().evaluate(planted).hasViolation(), rule.name())));
  }
}
