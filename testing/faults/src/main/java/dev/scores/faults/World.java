package dev.scores.faults;

import java.sql.SQLException;
import java.util.List;

/** A scores service on a server of its own, and the users service that all drills share. */
record World(DebianPostgres postgres, ServiceProcess scores, UsersService users) {

  /** The name of the service's database. */
  static final String DATABASE = "scores";

  /** Clients that write, each with exercises of its own; for a {@link Load}. */
  List<ScoreWriter> writers(int number, Journal journal, Ledger ledger, Scope scope) {
    return users.writers(0, number, scores.uri(), journal, ledger, scope);
  }

  /** Holds what was written against the table. Nobody may be writing. */
  Audit audit(Ledger ledger) throws SQLException {
    try (var connection = postgres.connect(DATABASE)) {
      return ledger.audit(Stored.all(connection));
    }
  }
}
