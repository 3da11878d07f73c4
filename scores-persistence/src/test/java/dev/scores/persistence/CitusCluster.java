package dev.scores.persistence;

import dev.scores.persistence.DistributedTables.CannotDistributeException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Citus cluster that was started for these tests: {@code -Dcitus.nodes=host:port,...}, the
 * coordinator first. Without it they run on one PostgreSQL. Citus is not in Maven Central, so no
 * build starts one (CONTRIBUTING.md).
 */
final class CitusCluster {

  static final String NODES = "citus.nodes";

  /** As set by {@code DATABASE_ENGINE=citus}. */
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "scores.engine",
          "citus",
          "datasources.default.connection-init-sql",
          "set enable_bitmapscan = off; set random_page_cost = 1; set jit = off");

  private static final List<String> ADDRESSES =
      Stream.of(System.getProperty(NODES, "").split(",", 0))
          .filter(node -> !node.isEmpty())
          .toList();

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private CitusCluster() {}

  static boolean isGiven() {
    return !ADDRESSES.isEmpty();
  }

  /** The properties of a service on it; none on one PostgreSQL. */
  static Map<String, Object> settings() {
    return isGiven() ? SETTINGS : Map.of();
  }

  /** A new database on all nodes, without tables. */
  static URI freshDatabase() {
    String name =
        "test_%d_%d".formatted(ProcessHandle.current().pid(), DATABASES.incrementAndGet());
    for (String node : ADDRESSES) {
      execute(node, "postgres", "create database " + name);
      execute(node, name, "create extension citus");
    }
    String coordinator = ADDRESSES.getFirst();
    execute(
        coordinator,
        name,
        "select citus_set_coordinator_host(%s)".formatted(arguments(coordinator)));
    for (String node : ADDRESSES.subList(1, ADDRESSES.size())) {
      execute(coordinator, name, "select citus_add_node(%s)".formatted(arguments(node)));
    }
    execute(coordinator, name, "alter database %s set citus.shard_count = 4".formatted(name));
    return URI.create("postgres://postgres:postgres@%s/%s".formatted(coordinator, name));
  }

  static void distribute(ScoresTestDatabase database) {
    try (Connection connection = database.connect()) {
      DistributedTables.create(connection, step -> {});
    } catch (SQLException | CannotDistributeException fault) {
      throw new IllegalStateException(fault);
    }
  }

  static void executeOnLastNode(ScoresTestDatabase database, String sql) {
    execute(ADDRESSES.getLast(), database.address().getPath().substring(1), sql);
  }

  private static String arguments(String node) {
    String[] address = node.split(":", 2);
    return "'%s', %s".formatted(address[0], address[1]);
  }

  private static void execute(String node, String database, String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://%s/%s".formatted(node, database), "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }
}
