package dev.scores.app.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresApplication;
import dev.scores.devservices.ForkedService;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code fake} in a process of its own. */
class FakeCommandTest {

  private static final Pattern ADDRESS = Pattern.compile("\\A(http://127\\.0\\.0\\.1:\\d+)\n");

  @Test
  void commandPrintsItsAddressAndServesUntilSigterm() throws IOException {
    // Without settings, and with some that it ignores.
    Map<String, String> environment = Map.of("PORT", "http", "MICRONAUT_SERVER_PORT", "1");
    try (ForkedService process =
        ForkedService.start(ScoresApplication.class, environment, "fake", "--seed=8")) {
      try (FakeClient client = new FakeClient(URI.create(process.awaitOutput(ADDRESS)))) {
        assertTrue(client.get("/scores").body().contains("\"user_id\":8"));
      }
      process.terminate();
      assertEquals(
          1, process.awaitExit().output().lines().count(), () -> process.awaitExit().output());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fake",
        "fake --port 0 --host * --seed 10000 --reads private --writes graders --attached"
      })
  void usualArgumentsNeedNoPicocli(String arguments) {
    assertTrue(parse(arguments).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "migrate",
        "fake --help",
        "fake --port",
        "fake --port=0",
        "fake --port x",
        "fake --seed -1",
        "fake --seed 10001"
      })
  void otherArgumentsAreLeftToPicocli(String arguments) {
    assertEquals(Optional.empty(), parse(arguments));
  }

  private static Optional<Callable<Integer>> parse(String arguments) {
    return new FakeCommand().parse(List.of(arguments.split(" ", -1)));
  }

  @Test
  void wrongUsageIsReported() {
    assertEquals(
        2, ForkedService.run(ScoresApplication.class, Map.of(), "fake", "--seed", "-1").status());
    ForkedService.Exit wrongPort =
        ForkedService.run(ScoresApplication.class, Map.of(), "fake", "--port", "65536");
    assertEquals(78, wrongPort.status());
    assertEquals("PORT is wrong: it should be a port, 0 to 65535\n", wrongPort.errors());
    ForkedService.Exit wrongReads =
        ForkedService.run(ScoresApplication.class, Map.of(), "fake", "--reads", "all");
    assertEquals(
        "SCORES_READS is wrong: it should be public, members or private\n", wrongReads.errors());
  }
}
