package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a user has solved an exercise. A user has at most one score for an exercise.
 *
 * @param createdAt when the score was added, in microseconds
 * @param updatedAt when the score was last written, in microseconds; never moves backwards
 * @param version 1 for a new score, incremented by each update
 * @param attempts the number of verdicts, at least 1
 * @param solve the first correct verdict; later verdicts do not change it; empty if there is none
 */
public record Score(
    ScoreId id,
    UserId user,
    ExerciseId exercise,
    boolean correct,
    Instant createdAt,
    Instant updatedAt,
    int version,
    long attempts,
    Optional<Solve> solve) {

  /**
   * Truncates the times to microseconds, the precision that every store keeps.
   *
   * @throws IllegalArgumentException if the version or the number of attempts is not positive, if
   *     there are fewer attempts than the solve took, or if a correct score has no solve
   */
  public Score {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(exercise, "exercise");
    createdAt = createdAt.truncatedTo(MICROS);
    updatedAt = updatedAt.truncatedTo(MICROS);
    if (version < 1) {
      throw new IllegalArgumentException("version must be at least 1, not " + version);
    }
    long least = solve.map(Solve::attempts).orElse(1L);
    if (attempts < least) {
      throw new IllegalArgumentException(
          "attempts must be at least " + least + ", not " + attempts);
    }
    if (correct && solve.isEmpty()) {
      throw new IllegalArgumentException("a correct score must have a solve");
    }
  }

  /** A new score, of version 1. */
  public static Score first(ScoreId id, UserId user, ScoreDraft draft, Instant at) {
    Optional<Solve> solve = draft.correct() ? Optional.of(new Solve(at, 1)) : Optional.empty();
    return new Score(id, user, draft.exercise(), draft.correct(), at, at, 1, 1, solve);
  }

  /**
   * The next version of this score. Its {@code updatedAt} is the later of the given time and the
   * current value, because clocks may step back.
   */
  public Score updated(boolean verdict, ScorePolicy policy, Instant at) {
    Instant later = latest(at);
    return new Score(
        id,
        user,
        exercise,
        policy.correctAfter(verdict, solve),
        createdAt,
        later,
        version + 1,
        attempts + 1,
        verdict ? solve.or(() -> Optional.of(new Solve(later, attempts + 1))) : solve);
  }

  /** This score with the time of its removal as {@code updatedAt}, as the log keeps it. */
  Score removed(Instant at) {
    return new Score(id, user, exercise, correct, createdAt, latest(at), version, attempts, solve);
  }

  private Instant latest(Instant at) {
    return at.isAfter(updatedAt) ? at : updatedAt;
  }
}
