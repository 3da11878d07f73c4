package dev.scores.domain.planted;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DomainArchitectureTest {

  private static final ArchRule USES_ONLY_THE_JDK =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "org.jspecify.annotations", "dev.scores.domain"));

  private static final Set<String> CLOCKS =
      Set.of("now", "system", "systemUTC", "systemDefaultZone", "currentTimeMillis", "nanoTime");

  private static final ArchRule NEVER_READS_THE_CLOCK =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "reads the clock",
                  call ->
                      call.getTargetOwner().getPackageName().startsWith("java.")
                          && CLOCKS.contains(call.getName())));

  private static final JavaClasses DOMAIN =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.scores.domain");

  @Test
  void domainIsOnePackage() {
    assertTrue(DOMAIN.size() > 20, "no classes were read");
    assertTrue(DOMAIN.stream().allMatch(c -> c.getPackageName().equals("dev.scores.domain")));
  }

  @Test
  void domainUsesOnlyTheJdk() {
    USES_ONLY_THE_JDK.check(DOMAIN);
  }

  @Test
  void domainNeverReadsTheClock() {
    NEVER_READS_THE_CLOCK.check(DOMAIN);
  }

  @Test
  void useOfALibraryIsReported() {
    assertReports(USES_ONLY_THE_JDK, UsesALibrary.class, "org.junit.jupiter.api");
  }

  @Test
  void readOfTheClockIsReported() {
    assertReports(NEVER_READS_THE_CLOCK, ReadsTheClock.class, "java.time.Instant.now");
    assertReports(NEVER_READS_THE_CLOCK, ReadsTheClock.class, "java.time.Clock.systemUTC");
  }

  private static void assertReports(ArchRule rule, Class<?> planted, String what) {
    EvaluationResult result = rule.evaluate(new ClassFileImporter().importClasses(planted));
    List<String> details = result.getFailureReport().getDetails();
    assertTrue(details.stream().anyMatch(line -> line.contains(what)), details::toString);
  }
}
