package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.ConditionalOutcome;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.Outcome.VersionMismatch;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The use cases: add, update, upsert, get and list scores. As safe for many threads as the {@link
 * Scores} beneath; throws what they throw.
 */
public final class ScoreService {

  /** The most scores that one page holds (design, section 3). */
  public static final int MAX_PAGE = 1000;

  private final Scores scores;
  private final Clock clock;

  public ScoreService(Scores scores, Clock clock) {
    this.scores = Objects.requireNonNull(scores, "scores");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Adds the caller's score for an exercise; nothing changes where there is one. */
  public AddOutcome add(UserId caller, ScoreDraft draft) {
    return scores.add(caller, draft, now());
  }

  /** Updates a score; nothing changes unless it is the caller's and for the draft's exercise. */
  public UpdateOutcome update(UserId caller, ScoreId id, ScoreDraft draft) {
    return scores.update(caller, id, draft, now());
  }

  /** Updates the caller's score for an exercise, or adds one where there is none. */
  public UpsertOutcome upsert(UserId caller, ScoreDraft draft) {
    return scores.upsert(caller, draft, now());
  }

  /**
   * Updates the caller's score for an exercise if it has the id that is named, or adds one under a
   * new id where there is none.
   */
  public UpsertOutcome upsert(UserId caller, ScoreId named, ScoreDraft draft) {
    return scores.upsert(caller, named, draft, now());
  }

  /**
   * Updates or adds the caller's scores for all exercises of the batch, all or nothing, as one
   * step. Says what became of each draft, in their order.
   */
  public List<BatchItemOutcome> upsert(UserId caller, Batch batch) {
    return scores.upsert(caller, batch, now());
  }

  /**
   * Updates a score of an expected version; nothing changes unless it is the caller's and for the
   * draft's exercise.
   */
  public ConditionalOutcome update(
      UserId caller, ScoreId id, ScoreDraft draft, ExpectedVersion expected) {
    return switch (scores.update(caller, id, draft, expected, now())) {
      case ConditionalOutcome judged -> judged;
      case NoScoreForExercise none -> new NoSuchScore();
    };
  }

  /**
   * An upsert where a version is expected: there has to be one, so none is ever added. The caller's
   * score for the exercise is updated if it has the id that is named and an expected version; where
   * there is none, it is not the version that was expected.
   */
  public ConditionalOutcome upsert(
      UserId caller, ScoreId named, ScoreDraft draft, ExpectedVersion expected) {
    return switch (scores.update(caller, named, draft, expected, now())) {
      case ConditionalOutcome judged -> judged;
      case NoScoreForExercise none -> new VersionMismatch();
    };
  }

  /** The score of that id, whoever's it is. */
  public Optional<Score> get(ScoreId id) {
    return scores.find(id);
  }

  /** The score of that id if it is the caller's. */
  public Optional<Score> get(UserId caller, ScoreId id) {
    return scores.find(caller, id);
  }

  /** The caller's score for the exercise. */
  public Optional<Score> get(UserId caller, ExerciseId exercise) {
    return scores.find(caller, exercise);
  }

  /**
   * A page of the selected scores, from behind the cursor on. One question to the store, whatever
   * page it is.
   *
   * @param limit how many at most, 1 … {@value #MAX_PAGE}
   * @throws IllegalArgumentException where the limit is out of range
   */
  public Page list(Selection selection, Cursor cursor, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page is 1 to " + MAX_PAGE + " scores, not " + limit);
    }
    return Page.of(scores.page(selection, cursor, limit + 1), limit);
  }

  private Instant now() {
    return clock.instant().truncatedTo(MICROS);
  }
}
