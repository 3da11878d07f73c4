package dev.scores.domain;

import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.RemoveOutcome;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.VersionMismatch;
import java.util.Objects;
import java.util.Optional;

/**
 * The removal of a user's score, with the rule that decides its outcome. Like {@link Write#decide},
 * the rule is a pure function that a store applies atomically.
 *
 * @param expected checked after the id and the user
 */
public record Removal(UserId user, ScoreId id, ExpectedVersion expected) {

  public Removal {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(expected, "expected");
  }

  /**
   * Decides the outcome. The store has to remove the score if it is {@link Removed}.
   *
   * @param current the score with this id, of any user
   */
  public RemoveOutcome decide(Optional<Score> current) {
    return current
        .filter(score -> score.user().equals(user))
        .<RemoveOutcome>map(
            score -> expected.allows(score) ? new Removed(score) : new VersionMismatch())
        .orElseGet(NoSuchScore::new);
  }
}
