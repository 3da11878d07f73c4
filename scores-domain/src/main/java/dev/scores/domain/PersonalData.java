package dev.scores.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The port of privacy: what a store of {@link Scores} keeps about a user, to show it and to erase
 * it. A store need not implement it.
 *
 * <p>Thread-safe. Throws {@link ScoresUnavailable} if the storage cannot be reached.
 */
public interface PersonalData {

  /** The maximum number of events in a page. */
  int MAX_PAGE = 1000;

  /**
   * Erases the user's scores, and from the log of {@link Changes} everything about them. For each
   * score that the user had, now or earlier, the log keeps one event {@link
   * ScoreEvent.Type#REMOVED}, so that followers remove theirs: its ids and its time, without a
   * verdict, a solve, a number of attempts or a writer.
   *
   * <p>It may take several transactions. If it throws, or the process dies, a part is erased; the
   * next call goes on. A user without scores and events is already erased: a repeated call changes
   * nothing. A score that is added meanwhile may remain.
   *
   * @param at the time of the removals
   */
  void erase(UserId user, Instant at);

  /**
   * Like {@link #erase}, but does not wait: if the store can erase a part only later, such as after
   * the end of a transaction that is open, it erases the rest.
   *
   * @return whether all is erased; if not, it takes another call, later
   */
  default boolean tryErase(UserId user, Instant at) {
    erase(user, at);
    return true;
  }

  /**
   * The events in the log about the user's scores, removed ones included, by time, then by id of
   * the score, then by sequence.
   *
   * @param after the event before the page; empty for the first page
   * @param limit the maximum number of events, from 1 to {@value #MAX_PAGE}
   * @return an unmodifiable list
   * @throws IllegalArgumentException if the limit is out of range
   */
  List<ScoreEvent> events(UserId user, Optional<ScoreEvent> after, int limit);

  /**
   * Checks the limit of {@link #events}, for implementations.
   *
   * @throws IllegalArgumentException if the limit is out of range
   */
  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be from 1 to " + MAX_PAGE + ", not " + limit);
    }
  }
}
