package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.sql.SQLException;
import java.util.List;

/** A service with a load that needs its database. */
interface ServiceUnderLoad {

  DebianPostgres postgres();

  ServiceProcess service();

  /** The exchanges of the clients. */
  ExchangeLog exchangeLog();

  List<? extends Load.Step> clients();

  /** Compares the writes with the table. No client may be writing. */
  Audit audit() throws SQLException;
}
