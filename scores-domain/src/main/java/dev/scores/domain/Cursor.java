package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where in a list a page begins: behind the key of a score (keyset paging). The key is the id; in a
 * list that is ordered by time ({@link Selection#isByTime}) it is {@code updatedAt}, then the id. A
 * cursor stays good when the score it names is gone.
 *
 * @param after the id that the page begins behind, 0 for the first page
 * @param updatedAt the time of that score, in microseconds. A list by id does not need it; a list
 *     by time needs it unless {@code after} is 0
 */
public record Cursor(long after, Optional<Instant> updatedAt) {

  private static final Cursor START = new Cursor(0);

  /**
   * @throws IllegalArgumentException where the id is neither 0 nor a score id
   */
  public Cursor {
    if (after < 0 || after > ScoreId.MAX) {
      throw new IllegalArgumentException("a cursor is 0 to " + ScoreId.MAX + ", not " + after);
    }
    updatedAt = Objects.requireNonNull(updatedAt, "updatedAt").map(at -> at.truncatedTo(MICROS));
  }

  /** A cursor of a list by id. */
  public Cursor(long after) {
    this(after, Optional.empty());
  }

  /** Before the first score. */
  public static Cursor start() {
    return START;
  }

  /** Behind that score, in a list of either order. */
  public static Cursor behind(Score last) {
    return new Cursor(last.id().value(), Optional.of(last.updatedAt()));
  }
}
