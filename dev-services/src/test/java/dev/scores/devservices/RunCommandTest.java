package dev.scores.devservices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./run} with stub services and a real PostgreSQL. A run that a signal ends, or whose output
 * includes that of a command, is in a separate JVM; the others are in this one.
 */
class RunCommandTest {

  private static final String READY = "Press Ctrl-C to stop everything.";

  // Shared, because creating a cluster takes seconds. Tests that count rows use --fresh.
  @TempDir static Path directory;

  private static Path stub;
  private Path data = directory.resolve("data");
  private final int usersPort = Ports.anyFree();
  private final int scoresPort = Ports.anyFree();

  @BeforeAll
  static void packageTheStub() throws Exception {
    stub = StubService.jar(directory, StubService.class);
  }

  @Test
  void bannerShowsAddressesTokenAndExamples() throws Exception {
    try (var run = run("--fresh")) {
      var banner = run.outputUntil(READY);
      for (var expected :
          List.of(
              "http://localhost:" + usersPort,
              "http://localhost:" + scoresPort,
              "/users\n",
              "/scores\n",
              "demo / demo-password",
              "Token      stub.token",
              "logs/users.log",
              "logs/scores.log",
              "curl -s http://localhost:" + scoresPort + "/scores\n",
              "/scores/user -H 'Authorization: Bearer stub.token'\n",
              "-X PATCH")) {
        assertTrue(banner.contains(expected), () -> expected + " is not in\n" + banner);
      }
      assertEquals("3", Sql.query(scoresUrl(banner), "select count(*) from written"));
      assertEquals(
          "stub on port " + usersPort, LogTail.of(data.resolve("logs/users.log"), 1).getFirst());
    }
  }

  @Test
  void sigtermStopsEverythingWithExitCode0() throws Exception {
    try (var run = run()) {
      run.outputUntil(READY);
      var started = allProcesses(run);
      assertEquals(3, started.size());
      run.terminate();
      assertEquals(0, run.exitCode());
      assertAllGone(started);
    }
  }

  @Test
  void restartKeepsDataAndFreshDeletesIt() throws Exception {
    try (var run = run("--fresh")) {
      var url = scoresUrl(run.outputUntil(READY));
      Sql.execute(url, "insert into written values ('mine')");
    }
    try (var run = run()) {
      var url = scoresUrl(run.outputUntil(READY));
      assertEquals("4", Sql.query(url, "select count(*) from written"));
    }
    try (var run = run("--fresh")) {
      var url = scoresUrl(run.outputUntil(READY));
      assertEquals("3", Sql.query(url, "select count(*) from written"));
    }
  }

  @Test
  void secondDemoAddsNothing() throws Exception {
    for (var arguments : List.of(new String[] {"--fresh", "--demo"}, new String[] {"--demo"})) {
      try (var run = run(arguments)) {
        var banner = run.outputUntil(READY);
        assertEquals(arguments.length == 2, banner.contains("200/200"), banner);
        assertTrue(banner.contains("http://localhost:" + scoresPort + "/\n"), banner);
        assertTrue(banner.contains("teacher@example.com / demo-password\n"), banner);
        assertEquals("stub command seed", LogTail.of(data.resolve("logs/seed.log"), 1).getFirst());
        assertEquals("202", Sql.query(usersUrl(banner), "select count(*) from written"));
        assertEquals(50, titles(data.resolve("exercises.json")));
      }
    }
  }

  private static int titles(Path catalogue) throws IOException {
    return new ObjectMapper().readTree(catalogue.toFile()).findValuesAsText("title").size();
  }

  @Test
  void demoWithDbIsRejected() throws Exception {
    for (var arguments : List.of(new String[] {"--demo", "db"}, new String[] {"db", "--demo"})) {
      var ended = runHere(stub, arguments);
      assertTrue(ended.output().contains("--demo"), ended.output());
      assertEquals(2, ended.exitCode());
    }
  }

  @Test
  void failedStartShowsTheLogAndStopsEverything() throws Exception {
    var failing = StubService.jar(directory, StubService.Failing.class);
    var ended = runHere(failing);
    assertEquals(1, ended.exitCode());
    var output = ended.output();
    assertTrue(output.contains("scores exited with code 3"), output);
    assertTrue(output.contains("line 11 of") && output.contains("line 30 of"), output);
    assertFalse(output.contains("line 10 of"), output);
    assertFalse(Files.exists(data.resolve("postgres/cluster/postmaster.pid")));
    assertTrue(Ports.isFree(usersPort));
  }

  @Test
  void exitOfAServiceStopsEverything() throws Exception {
    try (var run = run()) {
      run.outputUntil(READY);
      var started = allProcesses(run);
      started.getFirst().destroyForcibly();
      assertTrue(run.remainingOutput().contains(" exited with code "));
      assertEquals(1, run.exitCode());
      assertAllGone(started);
    }
  }

  @Test
  void takenPortIsReportedBeforeTheStart() throws Exception {
    data = directory.resolve("untouched");
    try (var owner = new ServerSocket(scoresPort)) {
      var message =
          "Port %1$d is in use by another program. Find it with lsof -i :%1$d, stop it and try again.\n"
              .formatted(owner.getLocalPort());
      assertEquals(new Ended(1, message), runHere(stub));
      assertFalse(Files.exists(data.resolve("postgres/cluster")));
    }
  }

  @Test
  void servicesSpeakPlainHttpAlsoIfTheEnvironmentHasTls() throws Exception {
    var tls = Map.of("TLS_CERTIFICATE", "tls.crt", "TLS_KEY", "tls.key");
    try (var run = run(tls)) {
      var banner = run.outputUntil(READY);
      assertTrue(banner.startsWith("TLS_CERTIFICATE and TLS_KEY have no effect: "), banner);
    }
  }

  @Test
  void secondRunOnTheSameDataIsRejected() throws Exception {
    try (var run = run("--fresh")) {
      var url = scoresUrl(run.outputUntil(READY));
      var started = allProcesses(run);
      for (var arguments : List.of(new String[0], new String[] {"--fresh"}, new String[] {"db"})) {
        var second = runHere(stub, arguments);
        assertTrue(
            second
                .output()
                .matches(".* is in use by process [0-9]+\\. Stop that process first\\.\n"),
            second.output());
        assertEquals(1, second.exitCode());
      }
      assertTrue(started.stream().allMatch(ProcessHandle::isAlive));
      assertEquals("3", Sql.query(url, "select count(*) from written"));
    }
  }

  @Test
  void leftoversOfAKilledRunAreStopped() throws Exception {
    List<ProcessHandle> leftovers;
    try (var run = run("--fresh")) {
      run.outputUntil(READY);
      leftovers = allProcesses(run);
      run.kill();
    }
    assertTrue(leftovers.stream().allMatch(ProcessHandle::isAlive));
    try (var run = run()) {
      var url = scoresUrl(run.outputUntil(READY));
      assertAllGone(leftovers);
      assertEquals("3", Sql.query(url, "select count(*) from written"));
    }
  }

  @Test
  void dbStartsOnlyTheDatabase() throws Exception {
    try (var run = run("db")) {
      var output = run.outputUntil(READY);
      assertEquals("1", Sql.query(scoresUrl(output), "select 1"));
      assertTrue(run.children().isEmpty());
      run.terminate();
      assertEquals(0, run.exitCode());
    }
    assertFalse(Files.exists(data.resolve("postgres/cluster/postmaster.pid")));
  }

  @Test
  void withServicesReturnsTheExitCodeOfTheCommand() throws Exception {
    var script = "curl -s $USERS_URL/ping; curl -s $SCORES_URL/ping; echo; echo \"$@\"; exit 7";
    try (var run = run("with-services", "bash", "-c", script, "script", "--fresh", "-h")) {
      var pong = "{\"status\":\"success\",\"message\":\"pong!\"}";
      var output = run.remainingOutput();
      assertTrue(output.startsWith(pong + pong + "\n--fresh -h\n"), output);
      assertTrue(
          output.contains("The services' logs are in " + data.resolve("with-services")), output);
      assertEquals(7, run.exitCode());
    }
  }

  @Test
  void withServicesDeletesTheDataOnSuccess() throws Exception {
    data = directory.resolve("passing");
    assertEquals(new Ended(0, ""), runHere(stub, "with-services", "true"));
    assertEquals(0, data.resolve("with-services").toFile().list().length);
  }

  @Test
  void sigtermDuringWithServicesReturns143() throws Exception {
    try (var run = run("with-services", "bash", "-c", "sleep 1000 & echo ready; wait")) {
      run.outputUntil("ready");
      var started = run.children();
      // Two services, the command and its child, and the database if it is a descendant.
      assertTrue(started.size() >= 4, started::toString);
      run.terminate();
      assertEquals(143, run.exitCode());
      assertAllGone(started);
    }
  }

  private ChildJvm run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private ChildJvm run(Map<String, String> environment, String... arguments) {
    var all = new ArrayList<Object>(List.of(data, stub, usersPort, stub, scoresPort));
    all.addAll(List.of(arguments));
    return ChildJvm.of(environment, RunMain.class, all.toArray());
  }

  /** The exit code and the output of a command, standard error included. */
  private record Ended(int exitCode, String output) {}

  /** Runs in this JVM a command that ends by itself. */
  private Ended runHere(Path scores, String... arguments) {
    var system = new SystemSpec(data, stub, usersPort, scores, scoresPort);
    var out = System.out;
    var err = System.err;
    var output = new ByteArrayOutputStream();
    var captured = new PrintStream(output, true, UTF_8);
    System.setOut(captured);
    System.setErr(captured);
    try {
      int exitCode = RunCommand.run(system, Map.of(), arguments);
      return new Ended(exitCode, output.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static String usersUrl(String banner) {
    return banner.replaceAll("(?s).*(postgres://\\S+/users)\\s.*", "$1");
  }

  private static String scoresUrl(String banner) {
    return banner.replaceAll("(?s).*(postgres://\\S+/scores)\\s.*", "$1");
  }

  /** The services and the database, which is not a child process. */
  private List<ProcessHandle> allProcesses(ChildJvm run) throws Exception {
    var all = new ArrayList<>(run.children());
    var postmaster = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid")).getFirst();
    all.add(ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow());
    return all;
  }

  /** A process that has exited but was not reaped has no command line. */
  private static void assertAllGone(List<ProcessHandle> processes) {
    processes.forEach(it -> assertEquals(Optional.empty(), it.info().commandLine()));
  }
}
