package dev.scores.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Users who are added with scores and then removed, by SQL, so that it works while the services are
 * down. For one thread.
 */
final class RemovedUsers {

  private final DebianPostgres usersDatabase;
  private final DebianPostgres scoresDatabase;

  /** How many scores each of them has had. */
  private final Map<Integer, Integer> scores = new HashMap<>();

  private int last;

  RemovedUsers(DebianPostgres usersDatabase, DebianPostgres scoresDatabase) {
    this.usersDatabase = usersDatabase;
    this.scoresDatabase = scoresDatabase;
  }

  int users() {
    return scores.size();
  }

  int scores() {
    return scores.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Removes a new user with so many scores, one of which was removed before. */
  void remove(int number) throws SQLException {
    add(number);
    removeLast();
  }

  /** Adds a user with so many scores, one of which is removed. */
  void add(int number) throws SQLException {
    last =
        (int)
            number(
                usersDatabase,
                "users",
                "insert into users (username, email)"
                    + " select 'removed' || n, 'removed' || n || '@example.com'"
                    + " from (select count(*) + 1000000 + %d as n from users) numbered returning id"
                        .formatted(users()));
    execute(
        scoresDatabase,
        ScoresDeployment.DATABASE,
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select %1$d, n, n %% 2 = 0, now(), now() from generate_series(1, %2$d) n;
        update scores set correct = not correct where user_id = %1$d;
        delete from scores where user_id = %1$d and exercise_id = 1"""
            .formatted(last, number));
    scores.put(last, number);
  }

  /** Removes the user who was added last. */
  void removeLast() throws SQLException {
    execute(usersDatabase, "users", "delete from users where id = " + last);
  }

  /** The same users on other servers. */
  RemovedUsers on(DebianPostgres otherUsers, DebianPostgres otherScores) {
    var same = new RemovedUsers(otherUsers, otherScores);
    same.scores.putAll(scores);
    same.last = last;
    return same;
  }

  /** Removes a user, and returns the time until everything about it is erased. */
  Duration timeToErase(Duration atMost) throws SQLException, InterruptedException {
    remove(20);
    long started = System.nanoTime();
    awaitErased(atMost);
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** Writes a score of the user who was removed last, as a token that is still cached can. */
  void writeLate() throws SQLException {
    execute(
        scoresDatabase,
        ScoresDeployment.DATABASE,
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " values (%d, 9999, true, now(), now())".formatted(last));
    scores.merge(last, 1, Integer::sum);
  }

  /** Waits until the user who was removed last has no scores and no events with content. */
  void awaitErased(Duration atMost) throws InterruptedException {
    Await.until("the erasure of user " + last, atMost, () -> remaining(last) == 0);
  }

  /** A sentence for each removed user of whom too much or too little remains. */
  List<String> findings() throws SQLException {
    List<String> findings = new ArrayList<>();
    for (var user : scores.entrySet()) {
      long remaining = remaining(user.getKey());
      if (remaining > 0) {
        findings.add("%d rows of removed user %d remain".formatted(remaining, user.getKey()));
      }
      long tombstones =
          number(
              scoresDatabase,
              ScoresDeployment.DATABASE,
              "select count(distinct score_id) from score_events where user_id = " + user.getKey());
      if (tombstones != user.getValue()) {
        findings.add(
            "removed user %d had %d scores and has %d tombstones"
                .formatted(user.getKey(), user.getValue(), tombstones));
      }
    }
    long others =
        number(
            scoresDatabase,
            ScoresDeployment.DATABASE,
            "select (select sum(attempts) from scores) - count(*) from score_events"
                + " where type <> 'r'");
    if (others != 0) {
      findings.add("%d events of other users are missing".formatted(others));
    }
    return findings;
  }

  /** Rows and events with content of the user who was added last. */
  long remaining() throws SQLException {
    return remaining(last);
  }

  private long remaining(int user) throws SQLException {
    return number(
        scoresDatabase,
        ScoresDeployment.DATABASE,
        """
        select (select count(*) from scores where user_id = %1$d) + count(*) from score_events
        where user_id = %1$d
          and (type <> 'r' or verdict or correct or attempts <> 1 or version <> 1
            or solved_at is not null or written_by is not null)"""
            .formatted(user));
  }

  private static long number(DebianPostgres server, String database, String sql)
      throws SQLException {
    try (var connection = server.connect(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void execute(DebianPostgres server, String database, String sql)
      throws SQLException {
    try (var connection = server.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
