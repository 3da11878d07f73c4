package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.scores.domain.Changes;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Reports;
import dev.scores.domain.Scores;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The contracts of reports and changes find every fault. */
class PortContractsFindFaultsTest {

  private static volatile FaultyReports.Fault inReports = FaultyReports.Fault.NONE;
  private static volatile FaultyChanges.Fault inChanges = FaultyChanges.Fault.NONE;

  @Test
  void correctPortsPass() {
    inReports = FaultyReports.Fault.NONE;
    inChanges = FaultyChanges.Fault.NONE;
    assertEquals(0, failuresOf(OfReports.class));
    assertEquals(0, failuresOf(OfChanges.class));
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "NONE")
  void faultInReportsIsFound(FaultyReports.Fault fault) {
    inReports = fault;
    assertNotEquals(0, failuresOf(OfReports.class));
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "NONE")
  void faultInChangesIsFound(FaultyChanges.Fault fault) {
    inChanges = fault;
    assertNotEquals(0, failuresOf(OfChanges.class));
  }

  private static long failuresOf(Class<?> contract) {
    Events tests =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(contract))
            .execute()
            .testEvents();
    assertNotEquals(0, tests.started().count());
    return tests.failed().count();
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class OfReports extends ReportsContract {
    private InMemoryScores scores = new InMemoryScores();

    @Override
    protected Scores emptyStore() {
      scores = new InMemoryScores();
      return scores;
    }

    @Override
    protected Reports reports() {
      return new FaultyReports(scores, inReports);
    }
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class OfChanges extends ChangesContract {
    private InMemoryScores scores = new InMemoryScores();

    @Override
    protected Scores emptyStore() {
      scores = new InMemoryScores();
      return scores;
    }

    @Override
    protected Changes changes() {
      return new FaultyChanges(scores, inChanges);
    }

    @Override
    protected Duration longestDelay() {
      return Duration.ZERO;
    }
  }
}
