package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.scores.domain.Attempts;
import dev.scores.domain.Boards;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.PersonalData;
import dev.scores.domain.RepeatableRequests;
import dev.scores.domain.Reports;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The contracts of all ports but {@code Scores} find every fault, with one of the policies. */
class PortContractsFindFaultsTest {

  private static volatile ScorePolicy policy = ScorePolicy.LATEST;
  private static volatile FaultyReports.Fault inReports = FaultyReports.Fault.NONE;
  private static volatile FaultyBoards.Fault inBoards = FaultyBoards.Fault.NONE;
  private static volatile FaultyChanges.Fault inChanges = FaultyChanges.Fault.NONE;
  private static volatile FaultyAttempts.Fault inAttempts = FaultyAttempts.Fault.NONE;
  private static volatile FaultyPersonalData.Fault inPersonalData = FaultyPersonalData.Fault.NONE;
  private static volatile FaultyRepeatableRequests.Fault inRequests =
      FaultyRepeatableRequests.Fault.NONE;

  @Test
  void correctPortsPass() {
    inReports = FaultyReports.Fault.NONE;
    inBoards = FaultyBoards.Fault.NONE;
    inChanges = FaultyChanges.Fault.NONE;
    inAttempts = FaultyAttempts.Fault.NONE;
    inPersonalData = FaultyPersonalData.Fault.NONE;
    assertEquals(0, failuresOf(OfReports.class));
    assertEquals(0, failuresOf(OfBoards.class));
    assertEquals(0, failuresOf(OfChanges.class));
    assertEquals(0, failuresOf(OfAttempts.class));
    assertEquals(0, failuresOf(OfPersonalData.class));
    inRequests = FaultyRepeatableRequests.Fault.NONE;
    assertEquals(0, failuresOf(OfRepeatableRequests.class));
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "NONE")
  void faultInReportsIsFound(FaultyReports.Fault fault) {
    inReports = fault;
    assertNotEquals(0, failuresOf(OfReports.class));
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "NONE")
  void faultInBoardsIsFound(FaultyBoards.Fault fault) {
    inBoards = fault;
    assertNotEquals(0, failuresOf(OfBoards.class));
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "NONE")
  void faultInChangesIsFound(FaultyChanges.Fault fault) {
    inChanges = fault;
    assertNotEquals(0, failuresOf(OfChanges.class));
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "NONE")
  void faultInAttemptsIsFound(FaultyAttempts.Fault fault) {
    inAttempts = fault;
    assertNotEquals(0, failuresOf(OfAttempts.class));
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "NONE")
  void faultInRepeatableRequestsIsFound(FaultyRepeatableRequests.Fault fault) {
    inRequests = fault;
    assertNotEquals(0, failuresOf(OfRepeatableRequests.class));
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "NONE")
  void faultInPersonalDataIsFound(FaultyPersonalData.Fault fault) {
    inPersonalData = fault;
    assertNotEquals(0, failuresOf(OfPersonalData.class));
  }

  /** The failures with each policy. */
  private static long failuresOf(Class<?> contract) {
    return Stream.of(ScorePolicy.values())
        .mapToLong(
            each -> {
              policy = each;
              Events tests =
                  EngineTestKit.engine("junit-jupiter")
                      .selectors(selectClass(contract))
                      .execute()
                      .testEvents();
              assertNotEquals(0, tests.started().count());
              return tests.failed().count();
            })
        .sum();
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class OfReports extends ReportsContract {
    private InMemoryScores scores = new InMemoryScores();

    @Override
    protected Scores emptyStore() {
      scores = new InMemoryScores(policy);
      return scores;
    }

    @Override
    protected ScorePolicy policy() {
      return policy;
    }

    @Override
    protected Reports reports() {
      return new FaultyReports(scores, inReports);
    }

    @Override
    protected Optional<Changes> changes() {
      return Optional.of(scores);
    }
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class OfBoards extends BoardsContract {
    private InMemoryScores scores = new InMemoryScores();

    @Override
    protected Scores emptyStore() {
      scores = new InMemoryScores(policy);
      return scores;
    }

    @Override
    protected ScorePolicy policy() {
      return policy;
    }

    @Override
    protected Boards boards() {
      return new FaultyBoards(scores, inBoards);
    }
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class OfChanges extends ChangesContract {
    private InMemoryScores scores = new InMemoryScores();

    @Override
    protected Scores emptyStore() {
      scores = new InMemoryScores(policy);
      return scores;
    }

    @Override
    protected ScorePolicy policy() {
      return policy;
    }

    @Override
    protected Changes changes() {
      return new FaultyChanges(scores, inChanges);
    }

    @Override
    protected Duration longestDelay() {
      return Duration.ZERO;
    }

    @Override
    protected boolean dropEvents() {
      Changed all = (Changed) scores.since(ChangeCursor.start(), Changes.MAX_PAGE);
      scores.dropEvents(all.events().size());
      return true;
    }
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class OfAttempts extends AttemptsContract {
    private InMemoryScores scores = new InMemoryScores();

    @Override
    protected Scores emptyStore() {
      scores = new InMemoryScores(policy);
      return scores;
    }

    @Override
    protected ScorePolicy policy() {
      return policy;
    }

    @Override
    protected Attempts attempts() {
      return new FaultyAttempts(scores, inAttempts);
    }
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class OfRepeatableRequests extends RepeatableRequestsContract {
    private InMemoryScores scores = new InMemoryScores();

    @Override
    protected Scores emptyStore() {
      scores = new InMemoryScores(policy);
      return scores;
    }

    @Override
    protected RepeatableRequests requests() {
      return new FaultyRepeatableRequests(scores, inRequests);
    }
  }

  @ExtendWith(StopAtFirstFailure.class)
  static final class OfPersonalData extends PersonalDataContract {
    private InMemoryScores scores = new InMemoryScores();

    @Override
    protected Scores emptyStore() {
      scores = new InMemoryScores(policy);
      return scores;
    }

    @Override
    protected ScorePolicy policy() {
      return policy;
    }

    @Override
    protected PersonalData personalData() {
      return new FaultyPersonalData(scores, inPersonalData);
    }

    @Override
    protected Changes changes() {
      return scores;
    }
  }
}
