package dev.scores.users.persistence;

import dev.scores.users.domain.Removals;
import dev.scores.users.domain.RemovedUser;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The log of removed users in PostgreSQL. Blocks; thread-safe. */
@Singleton
final class JdbcRemovals implements Removals {

  private final RemovalRows rows;

  JdbcRemovals(RemovalRows rows) {
    this.rows = rows;
  }

  /** Reads the given removal too, which shows whether the log contains it. */
  @Override
  public Found after(Optional<RemovedUser> last, int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + MAX_PAGE + " removals, not " + limit);
    }
    List<RemovedUser> read = read(last.map(RemovedUser::sequence).orElse(0L), limit + 1);
    if (last.isEmpty()) {
      return new Found.Page(read.subList(0, Math.min(limit, read.size())));
    }
    return read.stream().findFirst().equals(last)
        ? new Found.Page(read.subList(1, read.size()))
        : new Found.UnknownRemoval();
  }

  private List<RemovedUser> read(long first, int limit) {
    try {
      return rows.selectFrom(first, limit).stream().map(RemovalRow::removal).toList();
    } catch (RuntimeException fault) {
      throw UserStoreExceptions.toPortException(fault);
    }
  }
}
