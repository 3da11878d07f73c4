package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.ConditionalOutcome;
import dev.scores.domain.Outcome.NamedUpsertOutcome;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.RemoveOutcome;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.UpsertOutcome;
import dev.scores.domain.Outcome.VersionMismatch;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The use cases: add, update, upsert, remove, get and list scores. Thread-safe if the {@link
 * Scores} are. Every method throws what they throw.
 *
 * <pre>{@code
 * ScoreService service = new ScoreService(new InMemoryScores(), Clock.systemUTC());
 * UserId ann = new UserId(1);
 * service.upsert(ann, new ScoreDraft(new ExerciseId(7), true));
 * Page solved = service.list(Selection.all().ofUser(ann).withCorrect(true), Cursor.start(), 100);
 * }</pre>
 */
public final class ScoreService {

  /** The maximum number of scores in a page. */
  public static final int MAX_PAGE = 1000;

  private final Scores scores;
  private final Clock clock;

  public ScoreService(Scores scores, Clock clock) {
    this.scores = Objects.requireNonNull(scores, "scores");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** Adds the caller's score for an exercise, unless there is one. */
  public AddOutcome add(UserId caller, ScoreDraft draft) {
    return scores.add(caller, draft, now());
  }

  /** Updates the score with this id if it is the caller's score for the draft's exercise. */
  public UpdateOutcome update(UserId caller, ScoreId id, ScoreDraft draft) {
    return scores.update(caller, id, draft, now());
  }

  /** Updates the caller's score for an exercise, or adds it if it does not exist. */
  public UpsertOutcome upsert(UserId caller, ScoreDraft draft) {
    return scores.upsert(caller, draft, now());
  }

  /**
   * Updates the caller's score for an exercise if it has this id, or adds it under a new id if the
   * caller has no score for the exercise.
   */
  public NamedUpsertOutcome upsert(UserId caller, ScoreId id, ScoreDraft draft) {
    return scores.upsert(caller, id, draft, now());
  }

  /**
   * Updates or adds the scores for all users and exercises of the batch, all or none, at one
   * moment.
   *
   * @return the outcome of each entry, in the order of the entries
   */
  public List<BatchItemOutcome> upsert(Batch batch, Writer writer) {
    return scores.upsert(batch, writer, now());
  }

  /** Updates a user's score for an exercise, or adds it if it does not exist. */
  public UpsertOutcome upsert(UserId user, ScoreDraft draft, Writer writer) {
    return scores.upsert(user, draft, writer, now());
  }

  /**
   * Updates the score with this id if it is the caller's score for the draft's exercise and has an
   * expected version.
   */
  public ConditionalOutcome update(
      UserId caller, ScoreId id, ScoreDraft draft, ExpectedVersion expected) {
    return switch (scores.update(caller, id, draft, expected, now())) {
      case ConditionalOutcome outcome -> outcome;
      case NoScoreForExercise none -> new NoSuchScore();
    };
  }

  /**
   * An upsert that expects a version, so it never adds. Updates the caller's score for an exercise
   * if it has this id and an expected version. If it does not exist, its version is not the
   * expected one.
   */
  public ConditionalOutcome upsert(
      UserId caller, ScoreId id, ScoreDraft draft, ExpectedVersion expected) {
    return switch (scores.update(caller, id, draft, expected, now())) {
      case ConditionalOutcome outcome -> outcome;
      case NoScoreForExercise none -> new VersionMismatch();
    };
  }

  /** Removes the score with this id if it is the caller's and has an expected version. */
  public RemoveOutcome remove(UserId caller, ScoreId id, ExpectedVersion expected) {
    return scores.remove(caller, id, expected, now());
  }

  /** The score with this id, of any user. */
  public Optional<Score> get(ScoreId id) {
    return scores.find(id);
  }

  /** The score with this id if its user is visible. */
  public Optional<Score> get(Visibility visible, ScoreId id) {
    return switch (visible) {
      case Visibility.Everyone all -> get(id);
      case Visibility.Only only -> get(only.user(), id);
      case Visibility.Nobody none -> Optional.empty();
    };
  }

  /** The score with this id if it is the caller's. */
  public Optional<Score> get(UserId caller, ScoreId id) {
    return scores.find(caller, id);
  }

  /** The caller's score for the exercise. */
  public Optional<Score> get(UserId caller, ExerciseId exercise) {
    return scores.find(caller, exercise);
  }

  /**
   * The page of the selected scores that begins after the cursor. Queries the store once.
   *
   * @param limit the maximum number of scores, from 1 to {@value #MAX_PAGE}
   * @throws IllegalArgumentException if the limit is out of range
   */
  public Page list(Selection selection, Cursor cursor, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be from 1 to " + MAX_PAGE + ", not " + limit);
    }
    return Page.of(scores.page(selection, cursor, limit + 1), limit);
  }

  private Instant now() {
    return clock.instant().truncatedTo(MICROS);
  }
}
