package dev.scores.domain.testkit;

import dev.scores.domain.Attempts;
import dev.scores.domain.Boards;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import dev.scores.domain.InMemoryBoards;
import dev.scores.domain.InMemoryRepeatableRequests;
import dev.scores.domain.InMemoryReports;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.PersonalData;
import dev.scores.domain.RepeatableRequests;
import dev.scores.domain.Reports;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The in-memory implementations keep the contracts of their ports, with each policy. */
class InMemoryStoresTest {

  private InMemoryScores scores = new InMemoryScores();

  private Scores newStore(ScorePolicy policy) {
    scores = new InMemoryScores(policy);
    return scores;
  }

  @Nested
  class Rules extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return newStore(policy());
    }
  }

  @Nested
  class StickyRules extends Rules {
    @Override
    protected ScorePolicy policy() {
      return ScorePolicy.STICKY;
    }
  }

  @Nested
  class Races extends ScoresRacesContract {
    @Override
    protected Scores emptyStore() {
      return newStore(policy());
    }
  }

  @Nested
  class StickyRaces extends Races {
    @Override
    protected ScorePolicy policy() {
      return ScorePolicy.STICKY;
    }
  }

  @Nested
  class Model extends ScoresModelContract {
    @Override
    protected Scores emptyStore() {
      return newStore(policy());
    }
  }

  @Nested
  class StickyModel extends Model {
    @Override
    protected ScorePolicy policy() {
      return ScorePolicy.STICKY;
    }
  }

  @Nested
  class OfReports extends ReportsContract {
    @Override
    protected Scores emptyStore() {
      return newStore(policy());
    }

    @Override
    protected Reports reports() {
      return new InMemoryReports(scores);
    }

    @Override
    protected Optional<Changes> changes() {
      return Optional.of(scores);
    }
  }

  @Nested
  class OfStickyReports extends OfReports {
    @Override
    protected ScorePolicy policy() {
      return ScorePolicy.STICKY;
    }
  }

  @Nested
  class OfBoards extends BoardsContract {
    @Override
    protected Scores emptyStore() {
      return newStore(policy());
    }

    @Override
    protected Boards boards() {
      return new InMemoryBoards(scores);
    }
  }

  @Nested
  class OfStickyBoards extends OfBoards {
    @Override
    protected ScorePolicy policy() {
      return ScorePolicy.STICKY;
    }
  }

  @Nested
  class OfChanges extends ChangesContract {
    @Override
    protected Scores emptyStore() {
      return newStore(policy());
    }

    @Override
    protected Changes changes() {
      return scores;
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

  @Nested
  class OfStickyChanges extends OfChanges {
    @Override
    protected ScorePolicy policy() {
      return ScorePolicy.STICKY;
    }
  }

  @Nested
  class OfAttempts extends AttemptsContract {
    @Override
    protected Scores emptyStore() {
      return newStore(policy());
    }

    @Override
    protected Attempts attempts() {
      return scores;
    }
  }

  @Nested
  class OfStickyAttempts extends OfAttempts {
    @Override
    protected ScorePolicy policy() {
      return ScorePolicy.STICKY;
    }
  }

  @Nested
  class OfRepeatableRequests extends RepeatableRequestsContract {
    @Override
    protected Scores emptyStore() {
      return newStore(policy());
    }

    @Override
    protected RepeatableRequests requests() {
      return new InMemoryRepeatableRequests(scores);
    }
  }

  @Nested
  class OfPersonalData extends PersonalDataContract {
    @Override
    protected Scores emptyStore() {
      return newStore(policy());
    }

    @Override
    protected PersonalData personalData() {
      return scores;
    }

    @Override
    protected Changes changes() {
      return scores;
    }
  }
}
