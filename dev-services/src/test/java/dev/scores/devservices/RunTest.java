package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a JVM of its own, with stubs for the services and a real PostgreSQL. */
class RunTest {

  private static final String READY = "Ctrl-C stops everything.";

  // One for all: a cluster takes seconds to make. Whoever counts rows starts fresh.
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
  void theBannerSaysAllThatIsNeededToBegin() throws Exception {
    try (var run = run("--fresh")) {
      var banner = run.outputUntil(READY);
      for (var needed :
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
        assertTrue(banner.contains(needed), () -> needed + " is not in\n" + banner);
      }
      assertEquals("3", Sql.ask(scoresUrl(banner), "select count(*) from written"));
      assertEquals(
          "stub on port " + usersPort, LogTail.of(data.resolve("logs/users.log"), 1).getFirst());
    }
  }

  @Test
  void whoIsToldToEndStopsEverythingAndEndsWithZero() throws Exception {
    try (var run = run()) {
      run.outputUntil(READY);
      var started = allThatRuns(run);
      assertEquals(3, started.size());
      run.tellToEnd();
      assertEquals(0, run.exitCode());
      assertAllGone(started);
    }
  }

  @Test
  void aSecondStartFindsWhatTheFirstHasWrittenAndAFreshOneDoesNot() throws Exception {
    try (var run = run("--fresh")) {
      var url = scoresUrl(run.outputUntil(READY));
      Sql.execute(url, "insert into written values ('mine')");
    }
    try (var run = run()) {
      var url = scoresUrl(run.outputUntil(READY));
      assertEquals("4", Sql.ask(url, "select count(*) from written"));
    }
    try (var run = run("--fresh")) {
      var url = scoresUrl(run.outputUntil(READY));
      assertEquals("3", Sql.ask(url, "select count(*) from written"));
    }
  }

  @Test
  void aDemoBringsAClassAndASecondOneAddsNothing() throws Exception {
    for (var arguments : List.of(new String[] {"--fresh", "--demo"}, new String[] {"--demo"})) {
      try (var run = run(arguments)) {
        var banner = run.outputUntil(READY);
        assertTrue(banner.contains("200/200"), banner);
        assertTrue(banner.contains("Demo class  200 users with "), banner);
        assertEquals("201", Sql.ask(usersUrl(banner), "select count(*) from written"));
        assertEquals(
            "200",
            Sql.ask(scoresUrl(banner), "select count(*) from written where what ~ 'scores'"));
      }
    }
  }

  @Test
  void aDemoNeedsTheServices() throws Exception {
    for (var arguments : List.of(new String[] {"--demo", "db"}, new String[] {"db", "--demo"})) {
      try (var run = run(arguments)) {
        assertTrue(run.outputUntilItEnds().contains("--demo"));
        assertEquals(2, run.exitCode());
      }
    }
  }

  @Test
  void aServiceThatDiesIsQuotedAndNothingIsLeftRunning() throws Exception {
    var dying = StubService.jar(directory, StubService.Dying.class);
    try (var run = run(stub, dying)) {
      var output = run.outputUntilItEnds();
      assertEquals(1, run.exitCode());
      assertTrue(output.contains("scores has died (exit code 3)"), output);
      assertTrue(output.contains("line 11 of") && output.contains("line 30 of"), output);
      assertFalse(output.contains("line 10 of"), output);
    }
    assertFalse(Files.exists(data.resolve("postgres/cluster/postmaster.pid")));
    assertTrue(Ports.isFree(usersPort));
  }

  @Test
  void aServiceThatDiesLaterTakesTheOthersWithIt() throws Exception {
    try (var run = run()) {
      run.outputUntil(READY);
      var started = allThatRuns(run);
      started.getFirst().destroyForcibly();
      assertTrue(run.outputUntilItEnds().contains("has died"));
      assertEquals(1, run.exitCode());
      assertAllGone(started);
    }
  }

  @Test
  void aTakenPortIsNamedBeforeAnythingIsStarted() throws Exception {
    data = directory.resolve("untouched");
    try (var owner = new ServerSocket(scoresPort);
        var run = run()) {
      assertEquals(
          "Port %1$d is taken by another program: stop that one (lsof -i :%1$d shows it), then start again."
              .formatted(owner.getLocalPort()),
          run.outputUntilItEnds());
      assertEquals(1, run.exitCode());
      assertFalse(Files.exists(data.resolve("postgres/cluster")));
    }
  }

  @Test
  void aSecondRunOnTheSameDataSaysSoInOneLineAndHarmsNothing() throws Exception {
    try (var run = run("--fresh")) {
      var url = scoresUrl(run.outputUntil(READY));
      var started = allThatRuns(run);
      for (var arguments : List.of(new String[0], new String[] {"--fresh"}, new String[] {"db"})) {
        try (var second = run(arguments)) {
          var output = second.outputUntilItEnds();
          assertTrue(
              output.matches(".* is in use by process [0-9]+\\. Stop that one first\\."), output);
          assertEquals(1, second.exitCode());
        }
      }
      assertTrue(started.stream().allMatch(ProcessHandle::isAlive));
      assertEquals("3", Sql.ask(url, "select count(*) from written"));
    }
  }

  @Test
  void whatAKilledRunHasLeftIsClearedAwayByTheNext() throws Exception {
    List<ProcessHandle> left;
    try (var run = run("--fresh")) {
      run.outputUntil(READY);
      left = allThatRuns(run);
      run.kill();
    }
    assertTrue(left.stream().allMatch(ProcessHandle::isAlive));
    try (var run = run()) {
      var url = scoresUrl(run.outputUntil(READY));
      assertAllGone(left);
      assertEquals("3", Sql.ask(url, "select count(*) from written"));
    }
  }

  @Test
  void theDatabaseAloneStaysUntilItIsToldToEnd() throws Exception {
    try (var run = run("db")) {
      var output = run.outputUntil(READY);
      assertEquals("1", Sql.ask(scoresUrl(output), "select 1"));
      assertTrue(run.children().isEmpty());
      run.tellToEnd();
      assertEquals(0, run.exitCode());
    }
    assertFalse(Files.exists(data.resolve("postgres/cluster/postmaster.pid")));
  }

  @Test
  void aJudgeFindsBothServicesAndItsOwnExitCodeIsReturned() throws Exception {
    var script = "curl -s $USERS_URL/ping; curl -s $SCORES_URL/ping; echo; echo \"$@\"; exit 7";
    try (var run = run("judge", "bash", "-c", script, "judge", "--fresh", "-h")) {
      var pong = "{\"status\":\"success\",\"message\":\"pong!\"}";
      var output = run.outputUntilItEnds();
      assertTrue(output.startsWith(pong + pong + "\n--fresh -h\n"), output);
      assertTrue(output.contains("The services' logs are in " + data.resolve("judged")), output);
      assertEquals(7, run.exitCode());
    }
  }

  @Test
  void whereTheJudgeIsContentNothingIsLeft() throws Exception {
    data = directory.resolve("judged");
    try (var run = run("judge", "true")) {
      assertEquals("", run.outputUntilItEnds());
      assertEquals(0, run.exitCode());
    }
    assertEquals(0, data.resolve("judged").toFile().list().length);
  }

  @Test
  void whoIsToldToEndWhileAJudgeIsAtWorkStopsEverythingAndHasNotPassed() throws Exception {
    try (var run = run("judge", "bash", "-c", "sleep 1000 & echo ready; wait")) {
      run.outputUntil("ready");
      var started = run.children();
      // Two services, the judge and what it waits for, and the database where it is a descendant.
      assertTrue(started.size() >= 4, started::toString);
      run.tellToEnd();
      assertEquals(143, run.exitCode());
      assertAllGone(started);
    }
  }

  private ChildJvm run(String... arguments) {
    return run(stub, stub, arguments);
  }

  private ChildJvm run(Path users, Path scores, String... arguments) {
    var all = new ArrayList<Object>(List.of(data, users, usersPort, scores, scoresPort));
    all.addAll(List.of(arguments));
    return ChildJvm.of(RunMain.class, all.toArray());
  }

  private static String usersUrl(String banner) {
    return banner.replaceAll("(?s).*(postgres://\\S+/users)\\s.*", "$1");
  }

  private static String scoresUrl(String banner) {
    return banner.replaceAll("(?s).*(postgres://\\S+/scores)\\s.*", "$1");
  }

  /** The services, and the database, which is nobody's child. */
  private List<ProcessHandle> allThatRuns(ChildJvm run) throws Exception {
    var all = new ArrayList<>(run.children());
    var postmaster = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid")).getFirst();
    all.add(ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow());
    return all;
  }

  /** A dead process that nobody has reaped yet has no command line. */
  private static void assertAllGone(List<ProcessHandle> processes) {
    processes.forEach(it -> assertEquals(Optional.empty(), it.info().commandLine()));
  }
}
