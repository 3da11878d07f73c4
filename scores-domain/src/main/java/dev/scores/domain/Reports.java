package dev.scores.domain;

import java.util.List;
import java.util.Optional;

/**
 * The port of statistics and rankings: figures over many scores, computed from the scores as they
 * are at the moment of the call. Apart from {@link Scores}, so that whoever keeps scores need not
 * compute any.
 *
 * <p>Safe for many threads. Every operation sees one state of the scores, and throws {@link
 * ScoresUnavailable} when the storage is away or too busy.
 */
public interface Reports {

  /** The most users that a leaderboard shows. */
  int MAX_LEADERBOARD = 100;

  /** The figures of all scores. */
  Statistics ofAll();

  /** The figures of the user's scores. */
  Statistics of(UserId user);

  /** The figures of everybody's scores for the exercise. */
  Statistics of(ExerciseId exercise);

  /**
   * The users who have a score, by the number of their correct ones, then by user id. Users with
   * the same number share a rank, and the ranks after them are left out: 1, 2, 2, 4.
   *
   * @param limit how many users at most, 1 … {@value #MAX_LEADERBOARD}
   */
  List<Standing> leaderboard(int limit);

  /** The user's place in the leaderboard, however long that is; none for who has no score. */
  Optional<Standing> standing(UserId user);
}
