package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.scores.domain.Scores;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class ScoresContractsFindFaultsTest {

  private static volatile Supplier<Scores> planted = FaultyScores::new;

  @Test
  void correctStorePasses() {
    planted = FaultyScores::new;
    assertEquals(0, failuresOf(Rules.class));
    assertEquals(0, failuresOf(Races.class));
    assertEquals(0, failuresOf(Model.class));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EXCLUDE,
      names = {"WRITES_ARE_NOT_ATOMIC", "BATCH_IS_NOT_ATOMIC", "VERSION_CHECK_IS_NOT_ATOMIC"})
  void faultIsFoundByRulesAndByModel(Fault fault) {
    planted = () -> new FaultyScores(fault);
    assertNotEquals(0, failuresOf(Rules.class), "the rules pass");
    assertNotEquals(0, failuresOf(Model.class), "the model passes");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"WRITES_ARE_NOT_ATOMIC", "BATCH_IS_NOT_ATOMIC", "VERSION_CHECK_IS_NOT_ATOMIC"})
  void missingAtomicityIsFoundByRaces(Fault fault) {
    planted = () -> new FaultyScores(fault);
    assertEquals(0, failuresOf(Rules.class));
    assertEquals(0, failuresOf(Model.class));
    assertNotEquals(0, failuresOf(Races.class), "the races pass");
  }

  @Test
  void modelFailureIsRepeatedWithItsSeed() {
    planted = () -> new FaultyScores(Fault.UPDATED_AT_MOVES_BACKWARDS);
    String failure = messageOf(Model.class);
    Matcher seed = Pattern.compile("-Dscores.seed=(-?[0-9]+) repeats this").matcher(failure);
    assertTrue(seed.find(), failure);
    System.setProperty("scores.seed", seed.group(1));
    System.setProperty("scores.sequences", "1");
    try {
      assertEquals(story(failure), story(messageOf(Model.class)));
    } finally {
      System.clearProperty("scores.seed");
      System.clearProperty("scores.sequences");
    }
  }

  private static String messageOf(Class<?> contract) {
    return testsOf(contract).failed().stream()
        .map(failed -> failed.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow().getMessage())
        .findFirst()
        .orElseThrow();
  }

  /** The operations; users and ids are others in another store. */
  private static List<String> story(String failure) {
    return failure
        .lines()
        .filter(line -> line.matches("[a-z]+\\(.*"))
        .map(line -> line.replaceAll("Id\\[value=[0-9]+\\]|Cursor\\[id=[0-9]+", "Id"))
        .toList();
  }

  private static long failuresOf(Class<?> contract) {
    return testsOf(contract).failed().count();
  }

  private static Events testsOf(Class<?> contract) {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(contract))
            .execute()
            .testEvents();
    assertTrue(tests.started().count() > 0);
    return tests;
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class Rules extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return planted.get();
    }
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class Races extends ScoresRacesContract {
    @Override
    protected Scores emptyStore() {
      return planted.get();
    }
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class Model extends ScoresModelContract {
    @Override
    protected Scores emptyStore() {
      return planted.get();
    }
  }
}
