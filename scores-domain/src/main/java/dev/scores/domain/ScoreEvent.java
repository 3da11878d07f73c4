package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A change of a score, as the log of a store keeps it.
 *
 * @param cursor the position of the event in the log; a feed continues after it
 * @param at when the score was written, which is its {@code updatedAt}, or removed; in microseconds
 * @param verdict the verdict of the write; of a removal, whether the score was correct
 * @param score the score after the event; of a removal, as it was before, but with the time of the
 *     removal as {@code updatedAt}
 * @param writer who made the change
 */
public record ScoreEvent(
    ChangeCursor cursor, Type type, Instant at, boolean verdict, Score score, Writer writer) {

  /** What happened to the score. */
  public enum Type {
    ADDED,
    UPDATED,
    REMOVED
  }

  /** Truncates the time to microseconds. */
  public ScoreEvent {
    Objects.requireNonNull(cursor, "cursor");
    Objects.requireNonNull(type, "type");
    at = at.truncatedTo(MICROS);
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(writer, "writer");
  }

  /** Identifies the event in its store. Later events of a score have higher numbers. */
  public long sequence() {
    return cursor.sequence();
  }

  /**
   * What remains of this removal once its user is erased: the ids and the time ({@link
   * PersonalData#erase}).
   */
  public ScoreEvent erased() {
    Score ids =
        new Score(
            score.id(), score.user(), score.exercise(), false, at, at, 1, 1, Optional.empty());
    return new ScoreEvent(cursor, type, at, false, ids, new Writer.Owner());
  }
}
