package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.conformance.Conformance;
import dev.scores.conformance.ConformanceResult;
import dev.scores.conformance.Verify;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** The conformance tool: the service passes, and every planted fault is found. */
@Isolated("Transactions of other tests would delay the change feed.")
class ConformanceTest {

  private static final String TOKEN = "user-7";

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
  void serviceConforms() throws Exception {
    Path report = directory.resolve("reports/scores.xml");
    List<String> before = rowsOf(8);
    Run run = run("--verify", url + "/", "--token", TOKEN, "--report", report.toString());
    assertEquals(0, run.exitCode(), run.output());
    assertTrue(
        run.output().matches("(\\d+) checks: \\1 passed, 0 failed, 0 skipped\\.\\s*"),
        run.output());
    assertEquals(before, rowsOf(8));

    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getDocumentElement();
    assertEquals("testsuite", suite.getTagName());
    assertEquals("0", suite.getAttribute("failures"));
    assertTrue(run.output().startsWith(suite.getAttribute("tests") + " checks"), run.output());
    assertFalse(Files.readString(report).contains(TOKEN));
  }

  @Test
  void onlyPublicRoutesAreTestedWithoutAToken() {
    String before = service.rows();
    Run run = run("--verify", url);
    assertEquals(0, run.exitCode(), run.output());
    assertTrue(run.output().contains("Only the public routes were checked"), run.output());
    assertEquals(before, service.rows());
  }

  @Test
  void rejectedTokenIsReportedInOneLine() {
    assertEquals(
        new Run(1, "The service rejected the token: GET /scores/user returned 401.\n"),
        run("--verify", url, "--token", "x"));
  }

  @Test
  void missingServiceIsReportedInOneLine() throws Exception {
    String nowhere;
    try (ServerSocket free = new ServerSocket(0)) {
      nowhere = "http://localhost:" + free.getLocalPort();
    }
    assertEquals(
        new Run(1, nowhere + " cannot be reached: connection refused\n"),
        run("--verify", nowhere, "--token", TOKEN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--token x",
        "--verify",
        "--verify localhost:5002",
        "--verify ftp://x",
        "--nope",
        "--verify @ --report /dev/null/x"
      })
  void wrongUsageIsReported(String arguments) {
    assertEquals(2, run(arguments.replace("@", url).split(" ", -1)).exitCode());
  }

  @ParameterizedTest
  @EnumSource
  void plantedFaultIsFoundByItsRule(PlantedFault fault) {
    StringWriter output = new StringWriter();
    try (FaultyProxy proxy = new FaultyProxy(URI.create(url), fault)) {
      String rules = fault.rule().substring(0, fault.rule().indexOf('.'));
      ConformanceResult result =
          Conformance.of(proxy.url(), TOKEN).check(rules, new PrintWriter(output, true));
      assertFalse(result.isSuccess());
      assertTrue(result.failed().contains(fault.rule()), result.failed() + "\n" + output);
      assertEquals(result.failed().size(), output.toString().lines().count(), output.toString());
    }
  }

  /** The proxy itself breaks no rule. */
  @Test
  void proxyWithoutAFaultConforms() {
    StringWriter output = new StringWriter();
    try (FaultyProxy proxy = new FaultyProxy(URI.create(url), FaultyProxy.Fault.NONE)) {
      ConformanceResult result =
          Conformance.of(proxy.url(), TOKEN).check(new PrintWriter(output, true));
      assertTrue(
          result.failed().stream().allMatch("PathRules.unencodedIdReturns404"::equals),
          output.toString());
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
    int exitCode = Verify.run(new PrintWriter(out, true), arguments);
    return new Run(exitCode, out.toString().replace(System.lineSeparator(), "\n"));
  }
}
