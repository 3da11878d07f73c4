package dev.scores.users.domain;

import java.util.List;
import java.util.Optional;

/**
 * The log of removed users, for services that keep data about users. A removal is logged together
 * with the removal itself and stays for good. Removals become visible in the order of their
 * sequences, so that a reader misses none. Throws {@link UsersUnavailable} if the storage is
 * unavailable.
 */
public interface Removals {

  /** Maximum number of removals in a page. */
  int MAX_PAGE = 1000;

  /** What follows a removal. */
  sealed interface Found {

    /** The removals that follow, oldest first. */
    record Page(List<RemovedUser> removals) implements Found {

      public Page {
        removals = List.copyOf(removals);
      }
    }

    /** The log does not contain the given removal, such as after a restore of a backup. */
    record UnknownRemoval() implements Found {}
  }

  /**
   * The removals after a removal of this log.
   *
   * @param last empty for the beginning of the log
   * @param limit 1 … {@value #MAX_PAGE}
   */
  Found after(Optional<RemovedUser> last, int limit);
}
