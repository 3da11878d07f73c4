package dev.scores.faults;

import dev.scores.devservices.ServiceProcess;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The users service and clients that change their user names. */
record UsersUnderLoad(UsersDeployment users, ExchangeLog exchangeLog, List<UsernameWriter> clients)
    implements ServiceUnderLoad {

  static UsersUnderLoad of(UsersDeployment users, ResourceScope scope) {
    var exchangeLog = new ExchangeLog();
    List<UsernameWriter> clients = new ArrayList<>();
    for (UserAccount account : users.accounts()) {
      var client = new Client(users.uri(), Optional.of(account.token()), exchangeLog);
      clients.add(new UsernameWriter(scope.add(client), account));
    }
    return new UsersUnderLoad(users, exchangeLog, clients);
  }

  @Override
  public DebianPostgres postgres() {
    return users.postgres();
  }

  @Override
  public ServiceProcess service() {
    return users.process();
  }

  @Override
  public Audit audit() throws SQLException {
    Map<Integer, String> names = new HashMap<>();
    try (var connection = users.postgres().connect("users");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select id, username from users")) {
      while (rows.next()) {
        names.put(rows.getInt("id"), rows.getString("username"));
      }
    }
    List<String> findings = new ArrayList<>();
    long acknowledged = 0;
    for (UsernameWriter client : clients) {
      acknowledged += client.acknowledged();
      client.error(names.getOrDefault(client.user(), "")).ifPresent(findings::add);
    }
    return new Audit(acknowledged, findings.size(), 0, findings);
  }
}
