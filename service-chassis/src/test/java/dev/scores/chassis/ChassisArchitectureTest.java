package dev.scores.chassis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Value;
import org.junit.jupiter.api.Test;

/** Rules on dependencies. Each rule must also find a planted violation. */
class ChassisArchitectureTest {

  /** Each package is a slice, the root package included. */
  private static final ArchRule NO_CYCLES =
      slices().matching("..dev.scores.(**)").should().beFreeOfCycles();

  private static final ArchRule NO_VALUE_STRINGS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Value.class, Property.class)
          .as("settings are bound to @ConfigurationProperties records");

  private static final JavaClasses CHASSIS =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("dev.scores.chassis");

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("planted.dev.scores.chassis");

  @Test
  void packagesHaveNoCycles() {
    assertTrue(CHASSIS.size() > 100, "classes were not imported");
    NO_CYCLES.check(CHASSIS);
  }

  @Test
  void plantedPackageCycleIsFound() {
    assertTrue(NO_CYCLES.evaluate(PLANTED).hasViolation());
  }

  @Test
  void settingsAreBoundToRecords() {
    NO_VALUE_STRINGS.check(CHASSIS);
  }

  @Test
  void plantedValueStringIsFound() {
    assertTrue(NO_VALUE_STRINGS.evaluate(PLANTED).hasViolation());
  }
}
