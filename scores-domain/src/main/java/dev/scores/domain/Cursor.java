package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A position in a list, after which a page begins (keyset paging). Callers pass on what {@link
 * Page#next} returned and do not look inside. A cursor stays valid when its score is gone.
 *
 * @param id the id of the last score before the page, 0 for the first page
 * @param updatedAt the {@code updatedAt} of that score, in microseconds; a list by time ({@link
 *     Selection#isByTime}) requires it unless the id is 0, a list by id ignores it
 */
public record Cursor(long id, Optional<Instant> updatedAt) {

  private static final Cursor START = new Cursor(0, Optional.empty());

  /**
   * @throws IllegalArgumentException if the id is negative
   */
  public Cursor {
    if (id < 0) {
      throw new IllegalArgumentException("a cursor's id must be at least 0, not " + id);
    }
    updatedAt = Objects.requireNonNull(updatedAt, "updatedAt").map(at -> at.truncatedTo(MICROS));
  }

  /** The position before the first score. */
  public static Cursor start() {
    return START;
  }

  /** The position after this score, in a list by id or by time. */
  public static Cursor after(Score score) {
    return after(score.updatedAt(), score.id());
  }

  /** The position after the score with this id, in a list by id. */
  public static Cursor after(ScoreId id) {
    return new Cursor(id.value(), Optional.empty());
  }

  /** The position after the score with this id that was updated at this time, in any list. */
  public static Cursor after(Instant updatedAt, ScoreId id) {
    return new Cursor(id.value(), Optional.of(updatedAt));
  }
}
