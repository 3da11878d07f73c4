package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.sql.SQLException;
import java.util.List;

/** The scores service and clients that write scores. */
record ScoresUnderLoad(
    ScoresDeployment deployment,
    ExchangeLog exchangeLog,
    WriteLog writeLog,
    List<ScoreWriter> clients)
    implements ServiceUnderLoad {

  static ScoresUnderLoad of(ScoresDeployment deployment, int clients, ResourceScope scope) {
    var exchangeLog = new ExchangeLog();
    var writeLog = new WriteLog();
    return new ScoresUnderLoad(
        deployment,
        exchangeLog,
        writeLog,
        deployment.writers(clients, exchangeLog, writeLog, scope));
  }

  @Override
  public DebianPostgres postgres() {
    return deployment.postgres();
  }

  @Override
  public ServiceProcess service() {
    return deployment.scores();
  }

  @Override
  public Audit audit() throws SQLException {
    return deployment.audit(writeLog);
  }
}
