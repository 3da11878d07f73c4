package dev.scores.faults;

import java.sql.SQLException;
import java.util.List;

/** The scores service, and clients that write scores. */
record ScoresSubject(World world, Journal journal, Ledger ledger, List<ScoreWriter> clients)
    implements Subject {

  static ScoresSubject of(World world, int clients, Scope scope) {
    var journal = new Journal();
    var ledger = new Ledger();
    return new ScoresSubject(
        world, journal, ledger, world.writers(clients, journal, ledger, scope));
  }

  @Override
  public DebianPostgres postgres() {
    return world.postgres();
  }

  @Override
  public ServiceProcess service() {
    return world.scores();
  }

  @Override
  public Audit audit() throws SQLException {
    return world.audit(ledger);
  }
}
