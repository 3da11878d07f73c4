package dev.scores.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scores.devservices.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two nodes of PostgreSQL under Debian's Patroni, with one etcd and one HAProxy, with the
 * configuration for operators.
 */
final class PatroniCluster implements AutoCloseable {

  private static final Path CONFIGURATION = Path.of("deploy/patroni").toAbsolutePath();
  private static final Duration TIME_TO_START = Duration.ofSeconds(90);
  private static final String PASSWORD = "of-the-drill";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Process> processes = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final PostgresPrograms programs;
  private final Path directory;
  private final String etcd = address();
  private final String primary = address();
  private final String standby = address();

  private PatroniCluster(Path directory) throws InterruptedException {
    this.programs = PostgresPrograms.find();
    this.directory = directory.resolve("patroni");
  }

  /** A node; its processes are those of Patroni and of PostgreSQL. */
  private record Node(String name, Path directory, String postgres, String api) {

    /** The postmaster, which Patroni starts apart from itself, and its children. */
    List<ProcessHandle> postgresProcesses() {
      try (var lines = Files.lines(directory.resolve("data/postmaster.pid"))) {
        var postmaster =
            ProcessHandle.of(Long.parseLong(lines.findFirst().orElseThrow().strip())).stream()
                .toList();
        return Stream.concat(
                postmaster.stream(), postmaster.stream().flatMap(ProcessHandle::descendants))
            .toList();
      } catch (IOException notRunning) {
        return List.of();
      }
    }
  }

  /** Starts everything, and waits until Patroni would promote a standby. */
  static PatroniCluster start(Path directory) throws InterruptedException {
    var cluster = new PatroniCluster(directory);
    try {
      cluster.programs.make(cluster.directory);
      cluster.startEtcd();
      for (String name : List.of("node-1", "node-2")) {
        var node = new Node(name, cluster.directory.resolve(name), address(), address());
        cluster.programs.make(node.directory());
        cluster.nodes.add(node);
        cluster.startPatroni(node);
      }
      cluster.startHaproxy();
      cluster.awaitSynchronousStandby();
      cluster.execute(
          "create role %s login password '%s'".formatted(DebianPostgres.SERVICE, PASSWORD));
      cluster.execute(
          "create database %s owner %s"
              .formatted(ScoresDeployment.DATABASE, DebianPostgres.SERVICE));
      return cluster;
    } catch (RuntimeException | InterruptedException failed) {
      cluster.close();
      throw failed;
    }
  }

  private static String address() {
    return "127.0.0.1:" + Ports.anyFree();
  }

  private void startEtcd() {
    String peers = "http://" + address();
    String clients = "http://" + etcd;
    start(
        "etcd",
        Map.of(),
        programs.asUser(
            List.of(
                "etcd",
                "--data-dir",
                directory.resolve("etcd").toString(),
                "--listen-client-urls",
                clients,
                "--advertise-client-urls",
                clients,
                "--listen-peer-urls",
                peers,
                "--initial-advertise-peer-urls",
                peers,
                "--initial-cluster",
                "default=" + peers)));
  }

  private void startPatroni(Node node) {
    start(
        node.name(),
        Map.ofEntries(
            Map.entry("PATRONI_NAME", node.name()),
            Map.entry("PATRONI_ETCD3_HOSTS", etcd),
            Map.entry("PATRONI_RESTAPI_LISTEN", node.api()),
            Map.entry("PATRONI_RESTAPI_CONNECT_ADDRESS", node.api()),
            Map.entry("PATRONI_POSTGRESQL_LISTEN", node.postgres()),
            Map.entry("PATRONI_POSTGRESQL_CONNECT_ADDRESS", node.postgres()),
            Map.entry("PATRONI_POSTGRESQL_DATA_DIR", node.directory().resolve("data").toString()),
            Map.entry("PATRONI_POSTGRESQL_BIN_DIR", programs.directory().toString()),
            Map.entry("PATRONI_SUPERUSER_PASSWORD", PASSWORD),
            Map.entry("PATRONI_REPLICATION_PASSWORD", PASSWORD),
            Map.entry("PATRONI_REWIND_PASSWORD", PASSWORD)),
        programs.asUser(List.of("patroni", CONFIGURATION.resolve("patroni.yml").toString())));
  }

  private void startHaproxy() {
    Node one = nodes.getFirst();
    Node two = nodes.getLast();
    start(
        "haproxy",
        Map.of(
            "PRIMARY_BIND", primary,
            "STANDBY_BIND", standby,
            "NODE_1", one.postgres(),
            "NODE_1_API", one.api().replaceFirst(".*:", ""),
            "NODE_2", two.postgres(),
            "NODE_2_API", two.api().replaceFirst(".*:", "")),
        List.of("/usr/sbin/haproxy", "-db", "-f", CONFIGURATION.resolve("haproxy.cfg").toString()));
  }

  private void start(String name, Map<String, String> environment, List<String> command) {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve(name + ".log").toFile()));
    builder.environment().putAll(environment);
    try {
      processes.add(builder.start());
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /** The address of the primary, for {@code DATABASE_URL}. */
  String url() {
    return url(primary);
  }

  /** The address of a standby, for {@code DATABASE_READ_URL}. */
  String standbyUrl() {
    return url(standby);
  }

  private static String url(String address) {
    return "postgres://%s:%s@%s/%s"
        .formatted(DebianPostgres.SERVICE, PASSWORD, address, ScoresDeployment.DATABASE);
  }

  /** Connects to the service's database on the primary, as the superuser. */
  Connection connect() throws SQLException {
    return connect(ScoresDeployment.DATABASE);
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s/%s?user=postgres&password=%s&connectTimeout=2&socketTimeout=20&loginTimeout=5"
            .formatted(primary, database, PASSWORD));
  }

  /**
   * Waits until commits wait for a standby and Patroni has written that to etcd: it promotes no
   * other. PostgreSQL knows it first.
   */
  void awaitSynchronousStandby() throws InterruptedException {
    Await.until(
        "a standby to become synchronous",
        TIME_TO_START,
        () ->
            count("select count(*) from pg_stat_replication where sync_state = 'sync'") == 1
                && isStandbyInEtcd());
  }

  /** Whether Patroni on each node has read from etcd that there is a synchronous standby. */
  private boolean isStandbyInEtcd() throws InterruptedException, JsonProcessingException {
    for (Node node : nodes) {
      try (var client = new Client(URI.create("http://" + node.api()))) {
        List<String> roles =
            JSON.readTree(client.get("/cluster").body()).path("members").findValuesAsText("role");
        if (!Set.copyOf(roles).equals(Set.of("leader", "sync_standby"))) {
          return false;
        }
      }
    }
    return true;
  }

  private long count(String sql) throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }

  /** Kills the machine of the primary: Patroni and PostgreSQL. Returns a way to start it again. */
  Runnable killPrimary() throws InterruptedException {
    Node node = primaryNode();
    Process patroni = processes.get(1 + nodes.indexOf(node));
    List<ProcessHandle> all =
        Stream.concat(
                Stream.concat(Stream.of(patroni.toHandle()), patroni.descendants()),
                node.postgresProcesses().stream())
            .toList();
    Signal.KILL.to(all.stream());
    Await.until(
        node.name() + " to end",
        TIME_TO_START,
        () -> all.stream().noneMatch(ProcessHandle::isAlive));
    return () -> startPatroni(node);
  }

  private Node primaryNode() throws InterruptedException {
    for (Node node : nodes) {
      try (var client = new Client(URI.create("http://" + node.api()))) {
        if (client.get("/primary").isSuccess()) {
          return node;
        }
      }
    }
    throw new IllegalStateException("no node is the primary");
  }

  @Override
  public void close() {
    // Patroni stops its PostgreSQL; etcd, the first to be started, is stopped last.
    for (Process process : processes.reversed()) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      try {
        if (!process.waitFor(Duration.ofSeconds(15))) {
          process.destroyForcibly();
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
    nodes.forEach(node -> node.postgresProcesses().forEach(ProcessHandle::destroyForcibly));
  }
}
