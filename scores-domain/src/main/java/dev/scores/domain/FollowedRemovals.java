package dev.scores.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The port of erasures by following the removals of users elsewhere: how far the service has come
 * in that feed, which instance follows it, and which users were erased. A store need not implement
 * it.
 *
 * <p>An instance follows the feed while it has the lease, which the clock of the store ends. Two
 * instances that follow at once do no harm: an erasure can be repeated.
 *
 * <p>Thread-safe. Throws {@link ScoresUnavailable} if the storage cannot be reached.
 */
public interface FollowedRemovals {

  /**
   * How far the service has come.
   *
   * @param cursor the cursor of the feed's next page; empty at the beginning
   */
  record Position(Optional<String> cursor) {

    public Position {
      Objects.requireNonNull(cursor, "cursor");
    }
  }

  /**
   * Takes the lease, or renews it.
   *
   * @param term how long the lease lasts from now
   * @return how far the service has come; empty if another instance has the lease
   */
  Optional<Position> lease(UUID instance, Duration term);

  /**
   * Records how far the service has come.
   *
   * @return false, without effect, unless the instance was the last to get the lease
   */
  boolean save(UUID instance, String cursor);

  /**
   * Begins again, with another feed: forgets the position and the erased users, whose ids may be
   * those of other users in that feed.
   */
  void restart(UUID instance);

  /** Ends the lease of this instance, so that another one can get it at once. */
  void release(UUID instance);

  /**
   * Records that the user is erased, for the first time or again, so that scores that are written
   * later can be found.
   *
   * @return whether the user was not recorded before
   */
  boolean add(UserId user, Instant at);

  /** The users who were last erased since then and have scores again. */
  List<UserId> withScores(Instant since);

  /** The users who were last erased since then. */
  List<UserId> since(Instant since);
}
