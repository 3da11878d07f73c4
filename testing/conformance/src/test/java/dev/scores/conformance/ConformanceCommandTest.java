package dev.scores.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options, exit codes and messages of the command. */
class ConformanceCommandTest {

  private static final String PING = "path.pingReturnsPong";

  private StubScoresService service;

  @TempDir Path directory;

  @BeforeEach
  void start() {
    service = new StubScoresService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void conformingServiceExitsWith0() {
    Run run = run(service.url() + "/", "--only", PING);
    assertEquals(
        "1 rule: 1 passed, 0 differ (0 findings), 0 not judged.\n", run.output(), run.errors());
    assertEquals(0, run.exitCode());
    assertEquals("[1/1] path\n", run.errors());
  }

  @Test
  void differingServiceExitsWith1() {
    service.on("GET /ping", 200, "{\"status\":\"success\",\"message\":\"ping\"}");
    Run run = run(service.url(), "--only", PING);
    assertEquals(1, run.exitCode());
    assertEquals(
        """
        path.pingReturnsPong (level contract): 1 finding
          GET /ping
            expected: 200 {"status":"success","message":"pong!"}
            by:       openapi/scores.yaml#/components/schemas/Pong/properties/message: "Always `pong!`."
            actual:   200 {"status":"success","message":"ping"}
            repeat:   curl -gi '@/ping'

        1 rule: 0 passed, 1 differ (1 finding), 0 not judged.
        """
            .replace("@", service.url()),
        run.output());
  }

  @Test
  void unreachableServiceExitsWith3() throws IOException {
    String nowhere;
    try (ServerSocket free = new ServerSocket(0)) {
      nowhere = "http://localhost:" + free.getLocalPort();
    }
    assertEquals(
        new Run(3, "", nowhere + " cannot be reached: connection refused\n"), run(nowhere));
  }

  @Test
  void otherServiceExitsWith3() {
    service.on("GET /scores?limit=1", 200, "<html>Hello</html>");
    assertEquals(
        new Run(
            3,
            "",
            service.url()
                + " is no scores service: GET /scores?limit=1 returned 200 <html>Hello</html>\n"),
        run(service.url()));
  }

  @Test
  void rejectedTokenExitsWith3() {
    service.on("GET /scores/user?limit=1", 401, "{\"code\":\"invalid_token\"}");
    assertEquals(
        new Run(
            3,
            "",
            "The service rejected the token of --token: GET /scores/user?limit=1 returned 401"
                + " {\"code\":\"invalid_token\"}\n"),
        run(service.url(), "--token", "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:5002",
        "ftp://x",
        "@ --nope",
        "@ --level high",
        "@ --timeout 0",
        "@ --only nothing",
        "@ --skip nothing",
        "@ --only http.errorsVaryByAccept",
        "@ --ca /dev/null",
        "@ --json /dev/null/x",
        "@ --junit /dev/null/x",
      })
  void wrongUsageExitsWith2(String arguments) {
    Run run = run(arguments.replace("@", service.url()).split(" ", -1));
    assertEquals(2, run.exitCode(), run.output());
    assertEquals("", run.output());
    assertEquals(List.of(), service.requests());
  }

  @Test
  void listPrintsTheRulesWithTheirSources() {
    Run run = run("--list", "--only", "path", "--skip", "path.unknownRouteReturns404");
    assertEquals(0, run.exitCode());
    assertTrue(
        run.output()
            .contains(
                """
                contract path.pingReturnsPong
                    openapi/scores.yaml#/components/schemas/Pong/properties/message: "Always `pong!`."
                """),
        run.output());
    assertFalse(run.output().contains("unknownRouteReturns404"), run.output());
    assertFalse(run.output().contains("oddIdReturns404"), run.output());
    assertTrue(
        run("--list", "--level", "strict").output().contains("strict   path.oddIdReturns404"));
  }

  @Test
  void unavailableServiceIsNotJudged() {
    service.on("GET /ping", 503, "", "Retry-After", "0");
    Run run = run(service.url(), "--only", PING);
    assertEquals(0, run.exitCode());
    assertEquals(
        """
        not judged: GET /ping returned 503 in 3 attempts: path.pingReturnsPong
        1 rule: 0 passed, 0 differ (0 findings), 1 not judged.
        """,
        run.output());
  }

  @Test
  void rulesThatNeedATokenAreNotJudgedWithoutOne() {
    Run run =
        run(service.url(), "--only", "report.tiesAreBrokenByTheLastSolve,batch", "--token", "");
    assertTrue(
        run.output()
            .contains(
                "not judged: needs --token and --other-token, the token of a second user:"
                    + " report.tiesAreBrokenByTheLastSolve\n"),
        run.output());
    assertTrue(run.output().contains("not judged: needs --token: batch."), run.output());
  }

  @Test
  void serverWithAnUnknownCertificateIsTrustedByOption() throws Exception {
    Path keys = directory.resolve("keys.p12");
    Path certificate = directory.resolve("ca.pem");
    String store = "-keystore " + keys + " -storepass password -alias scores";
    keytool("-genkeypair -keyalg EC -dname CN=localhost -ext san=dns:localhost " + store);
    keytool("-exportcert -rfc -file " + certificate + " " + store);
    HttpsServer server = HttpsServer.create(StubScoresService.address(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
    try (StubScoresService secure = new StubScoresService(server)) {
      String url = "https://localhost:" + secure.port();
      assertEquals(3, run(url, "--only", PING).exitCode());
      Run run = run(url, "--only", PING, "--ca", certificate.toString());
      assertEquals(0, run.exitCode(), run.output() + run.errors());
    }
  }

  /** In a process of its own, as users run it. */
  @Test
  void exitCodesAreThoseOfTheProcess() throws Exception {
    assertEquals(0, process(service.url(), "--only", PING));
    service.on("GET /ping", 500, "");
    assertEquals(1, process(service.url(), "--only", PING));
    assertEquals(2, process("--only", PING));
    service.on("GET /scores?limit=1", 404, "");
    assertEquals(3, process(service.url(), "--only", PING));
  }

  private static int process(String... arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(
                    java("java"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ConformanceCommand.class.getName()),
                Stream.of(arguments))
            .toList();
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static void keytool(String arguments) throws Exception {
    List<String> command =
        Stream.concat(Stream.of(java("keytool")), Stream.of(arguments.split(" ", -1))).toList();
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private static SSLContext tls(Path keys) throws Exception {
    char[] password = "password".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, password);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private record Run(int exitCode, String output, String errors) {}

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ConformanceCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Run(exitCode, unix(out), unix(err));
  }

  private static String unix(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
