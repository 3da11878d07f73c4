package dev.scores.faults;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A users service, and users who rename themselves. */
record UsersSubject(UsersService users, Journal journal, List<Renamer> clients) implements Subject {

  static UsersSubject of(UsersService users, Scope scope) {
    var journal = new Journal();
    List<Renamer> clients = new ArrayList<>();
    for (Account account : users.accounts()) {
      var client = new Client(users.uri(), Optional.of(account.token()), journal);
      clients.add(new Renamer(scope.add(client), account));
    }
    return new UsersSubject(users, journal, clients);
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
    for (Renamer client : clients) {
      acknowledged += client.acknowledged();
      client.fault(names.getOrDefault(client.user(), "")).ifPresent(findings::add);
    }
    return new Audit(acknowledged, findings.size(), 0, findings);
  }
}
