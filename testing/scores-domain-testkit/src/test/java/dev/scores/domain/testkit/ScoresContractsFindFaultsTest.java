package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class ScoresContractsFindFaultsTest {

  private static volatile ScorePolicy policy = ScorePolicy.LATEST;
  private static volatile Fault[] planted = {};

  @ParameterizedTest
  @EnumSource
  void correctStorePasses(ScorePolicy policyOfTheStore) {
    plant(policyOfTheStore);
    assertEquals(0, failuresOf(Rules.class));
    assertEquals(0, failuresOf(Races.class));
    assertEquals(0, failuresOf(Model.class));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EXCLUDE,
      names = {
        "WRITES_ARE_NOT_ATOMIC",
        "BATCH_IS_NOT_ATOMIC",
        "VERSION_CHECK_IS_NOT_ATOMIC",
        "REMOVAL_IS_NOT_ATOMIC"
      })
  void faultIsFoundByRulesAndByModel(Fault fault) {
    plant(
        fault == Fault.STICKY_SCORE_BECOMES_INCORRECT ? ScorePolicy.STICKY : ScorePolicy.LATEST,
        fault);
    assertNotEquals(0, failuresOf(Rules.class), "the rules pass");
    List<String> calls = calls(messageOf(selectClass(Model.class)));
    assertTrue(!calls.isEmpty() && calls.size() <= 12, calls::toString);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "WRITES_ARE_NOT_ATOMIC",
        "BATCH_IS_NOT_ATOMIC",
        "VERSION_CHECK_IS_NOT_ATOMIC",
        "REMOVAL_IS_NOT_ATOMIC"
      })
  void missingAtomicityIsFoundByRaces(Fault fault) {
    plant(ScorePolicy.LATEST, fault);
    assertEquals(0, failuresOf(Rules.class));
    assertEquals(0, failuresOf(Model.class));
    assertNotEquals(0, failuresOf(Races.class), "the races pass");
  }

  @Test
  void failureStatesTheRuleAndTheCalls() {
    plant(ScorePolicy.LATEST, Fault.SECOND_ADD_ADDS_A_DUPLICATE);
    assertEquals(
        """
        A rule of ScoresContract is broken: second score for an exercise is rejected.
        Expected AlreadyExists[], but got Added[score=Score[id=999994, user=11, exercise=21, \
        correct=true, createdAt=2026-03-01T12:00:01.654321Z, \
        updatedAt=2026-03-01T12:00:01.654321Z, version=1, attempts=1, \
        solve=Solve[at=2026-03-01T12:00:01.654321Z, attempts=1]]].
        The calls that show it:
          1. add(user 11, ScoreDraft[exercise=21, correct=true], 2026-03-01T12:00:00.123456Z) \
        returned Added[score=Score[id=999997, user=11, exercise=21, correct=true, \
        createdAt=2026-03-01T12:00:00.123456Z, updatedAt=2026-03-01T12:00:00.123456Z, version=1, \
        attempts=1, solve=Solve[at=2026-03-01T12:00:00.123456Z, attempts=1]]]
          2. add(user 11, ScoreDraft[exercise=21, correct=true], 2026-03-01T12:00:01.654321Z) \
        returned Added[score=Score[id=999994, user=11, exercise=21, correct=true, \
        createdAt=2026-03-01T12:00:01.654321Z, updatedAt=2026-03-01T12:00:01.654321Z, version=1, \
        attempts=1, solve=Solve[at=2026-03-01T12:00:01.654321Z, attempts=1]]]
        """,
        messageOf(selectMethod(Rules.class, "secondScoreForAnExerciseIsRejected")));
  }

  @Test
  void failureOfThreadsIsASentence() {
    plant(ScorePolicy.LATEST, Fault.UPSERT_ALWAYS_RETURNS_ADDED);
    assertEquals(
        """
        A rule of ScoresRacesContract is broken: one of concurrent upserts adds and the others \
        update.
        Expected 1, but got 50: the number of Added of 50 calls at once.
        """,
        messageOf(selectMethod(Races.class, "oneOfConcurrentUpsertsAddsAndTheOthersUpdate")));
  }

  @Test
  void modelFailureIsRepeatedWithItsSeed() {
    plant(ScorePolicy.LATEST, Fault.UPDATED_AT_MOVES_BACKWARDS);
    String failure = messageOf(selectClass(Model.class));
    Matcher seed = Pattern.compile("-Dscores.seed=(-?[0-9]+) repeats this").matcher(failure);
    assertTrue(seed.find(), failure);
    System.setProperty("scores.seed", seed.group(1));
    System.setProperty("scores.sequences", "1");
    try {
      assertEquals(calls(failure), calls(messageOf(selectClass(Model.class))));
    } finally {
      System.clearProperty("scores.seed");
      System.clearProperty("scores.sequences");
    }
  }

  private static void plant(ScorePolicy policyOfTheStore, Fault... faults) {
    policy = policyOfTheStore;
    planted = faults;
  }

  private static String messageOf(DiscoverySelector contract) {
    return testsOf(contract).failed().stream()
        .map(failed -> failed.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow().getMessage())
        .findFirst()
        .orElseThrow();
  }

  /** The numbered calls of a failure. */
  private static List<String> calls(String failure) {
    return failure.lines().filter(line -> line.matches(" *\\d+\\. .*")).toList();
  }

  private static long failuresOf(Class<?> contract) {
    return testsOf(selectClass(contract)).failed().count();
  }

  private static Events testsOf(DiscoverySelector contract) {
    Events tests = EngineTestKit.engine("junit-jupiter").selectors(contract).execute().testEvents();
    assertTrue(tests.started().count() > 0);
    return tests;
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class Rules extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return new FaultyScores(policy, planted);
    }

    @Override
    protected ScorePolicy policy() {
      return policy;
    }
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class Races extends ScoresRacesContract {
    @Override
    protected Scores emptyStore() {
      return new FaultyScores(policy, planted);
    }

    @Override
    protected ScorePolicy policy() {
      return policy;
    }
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class Model extends ScoresModelContract {
    @Override
    protected Scores emptyStore() {
      return new FaultyScores(policy, planted);
    }

    @Override
    protected ScorePolicy policy() {
      return policy;
    }
  }
}
