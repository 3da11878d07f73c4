package dev.scores.domain;

/**
 * The port of the board, computed from the scores at the moment of the call. A store of {@link
 * Scores} need not implement it.
 *
 * <p>Thread-safe. Every operation sees one state of the scores, and throws {@link
 * ScoresUnavailable} if the storage cannot be reached or is overloaded.
 */
public interface Boards {

  /**
   * The board with the first users.
   *
   * @param limit the maximum number of users, from 1 to {@value Reports#MAX_LEADERBOARD}
   * @throws IllegalArgumentException if the limit is out of range
   */
  Board first(int limit);
}
