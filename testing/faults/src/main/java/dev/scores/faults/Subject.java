package dev.scores.faults;

import java.sql.SQLException;
import java.util.List;

/** A service and a load that needs its database. */
interface Subject {

  DebianPostgres postgres();

  ServiceProcess service();

  /** What the clients see. */
  Journal journal();

  List<? extends Load.Step> clients();

  /** Holds what was written against the table. Nobody may be writing. */
  Audit audit() throws SQLException;
}
