package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.conformance.ConformanceCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The conformance check: the service conforms, and every planted fault is found. */
@Isolated("Transactions of other tests would delay the change feed.")
class ConformanceTest {

  private static final String TOKEN = "user-7";
  private static final String OTHER_TOKEN = "user-9";

  private static UsersStub users;
  private static ScoresService service;
  private static String url;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users);
    url = "http://localhost:" + service.port();
    service.write("POST", "/scores", 8, "{\"exercise_id\":1,\"correct\":true}");
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  @Test
  void serviceConforms() {
    List<String> before = rowsOf(8);
    Run run =
        run(
            url + "/",
            "--token",
            TOKEN,
            "--other-token",
            OTHER_TOKEN,
            "--level",
            "strict",
            "--feed-wait",
            "600");
    assertEquals(0, run.exitCode(), run.output());
    assertTrue(
        run.output()
            .matches("(\\d+) rules: \\1 passed, 0 differ \\(0 findings\\), 0 not judged\\.\\s*"),
        run.output());
    assertEquals(before, rowsOf(8));
  }

  @Test
  void onlyPublicOperationsAreCheckedWithoutAToken() {
    String before = service.rows();
    Run run = run(url);
    assertEquals(0, run.exitCode(), run.output());
    assertTrue(run.output().contains("not judged: needs --token: "), run.output());
    assertEquals(before, service.rows());
  }

  @Test
  void openTransactionIsNoDeviation() throws SQLException {
    try (Connection open = openTransaction()) {
      Run run = run(url, "--token", TOKEN, "--only", "change", "--feed-wait", "1");
      assertEquals(0, run.exitCode(), run.output());
      assertTrue(run.output().contains("not judged: the change feed did not show"), run.output());
      open.rollback();
    }
  }

  @Test
  void changesAreJudgedAfterTheEndOfAnOpenTransaction() throws SQLException {
    try (Connection open = openTransaction()) {
      CompletableFuture<Void> end =
          CompletableFuture.runAsync(
              () -> rollback(open), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
      Run run = run(url, "--token", TOKEN, "--only", "change", "--feed-wait", "600");
      assertEquals(0, run.exitCode(), run.output());
      assertTrue(run.output().contains(" 0 not judged"), run.output());
      end.join();
    }
  }

  @ParameterizedTest
  @EnumSource
  void plantedFaultIsFoundByItsRule(PlantedFault fault) throws Exception {
    Path report = directory.resolve("report.json");
    try (FaultyProxy proxy = new FaultyProxy(URI.create(url), fault)) {
      Run run =
          run(
              proxy.url().toString(),
              "--token",
              TOKEN,
              "--other-token",
              OTHER_TOKEN,
              "--level",
              "strict",
              "--only",
              fault.rule(),
              "--json",
              report.toString());
      assertEquals(1, run.exitCode(), run.output());
      assertTrue(run.output().startsWith(fault.rule() + " (level "), run.output());
    }
    JsonNode findings = new JsonMapper().readTree(Files.readString(report)).at("/rules/0/findings");
    assertTrue(findings.size() > 0, findings.toString());
    for (JsonNode finding : findings) {
      assertTrue(finding.at("/curl").asText().contains("curl "), finding.toString());
      assertTrue(finding.at("/response/status").asInt() >= 200, finding.toString());
    }
  }

  /** The proxy itself breaks no rule. It cannot pass on some invalid paths. */
  @Test
  void proxyWithoutAFaultConforms() {
    try (FaultyProxy proxy = new FaultyProxy(URI.create(url), FaultyProxy.Fault.NONE)) {
      Run run =
          run(
              proxy.url().toString(),
              "--token",
              TOKEN,
              "--other-token",
              OTHER_TOKEN,
              "--level",
              "strict",
              "--skip",
              "path.unencodedIdReturns404");
      assertEquals(0, run.exitCode(), run.output());
    }
  }

  /** Begins a transaction with an id, which holds back the change feed until its end. */
  private static Connection openTransaction() throws SQLException {
    Connection connection = service.connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_current_xact_id()");
    }
    return connection;
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException exception) {
      throw new IllegalStateException(exception);
    }
  }

  private static List<String> rowsOf(int user) {
    return Stream.of(service.rows().split(";", -1))
        .filter(row -> row.matches("\\(\\d+," + user + ",.*"))
        .toList();
  }

  private record Run(int exitCode, String output) {}

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ConformanceCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Run(exitCode, out.toString().replace(System.lineSeparator(), "\n"));
  }
}
