package dev.scores.persistence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How far a server has got in the write-ahead log of a database.
 *
 * @param database the identifier of the cluster, which its physical copies share, and the name of
 *     the database
 * @param timeline a promotion begins a new one. Of a server in recovery, an earlier one than it
 *     follows is possible.
 * @param log the end of the log that is on disk or, in recovery, has been replayed: an LSN
 */
record LogPosition(String database, int timeline, boolean isInRecovery, long log) {

  /**
   * The position of the server, in one row. The parts that the server reads from a file are kept in
   * the session: a connection leads to one server.
   */
  static final String CURRENT =
      """
      select
        coalesce(nullif(current_setting('standby.database', true), ''),
          set_config('standby.database',
            (select cast(system_identifier as text) || '/' || cast(current_database() as text)
              from pg_control_system()), false)) as database,
        case when pg_is_in_recovery()
          then cast(coalesce(nullif(current_setting('standby.timeline', true), ''),
            set_config('standby.timeline',
              (select cast(timeline_id as text) from pg_control_checkpoint()), false)) as integer)
          else cast(cast('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8) as bit(32)) as integer)
          end as timeline,
        pg_is_in_recovery() as in_recovery,
        cast(pg_wal_lsn_diff(
          case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end,
          '0/0') as bigint) as log
      """;

  /** The number of columns of {@link #CURRENT}. */
  static final int COLUMNS = 4;

  /** Reads the first columns of a row. */
  static LogPosition read(ResultSet row) throws SQLException {
    return new LogPosition(row.getString(1), row.getInt(2), row.getBoolean(3), row.getLong(4));
  }

  /**
   * Why the server at this position has no copy of the database of the other, for operators; empty
   * if it has one, of whatever age, or is the same server.
   */
  Optional<String> whyNoCopyOf(LogPosition primary) {
    if (!database.equals(primary.database)) {
      return Optional.of(
          "it has another database, %s, and the primary %s (system identifier and name)"
              .formatted(database, primary.database));
    }
    if (isInRecovery ? timeline > primary.timeline : timeline != primary.timeline) {
      return Optional.of(
          "it, or the server that it follows, has been promoted: its timeline is %d, and that of the primary %d"
              .formatted(timeline, primary.timeline));
    }
    return Optional.empty();
  }
}
