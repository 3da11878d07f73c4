package dev.scores.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * deploy/haproxy/haproxy.cfg in agreement with the services; deploy/haproxy/check checks its form.
 */
class HaproxyTest {

  private static final String CONFIGURATION = Repository.read("deploy/haproxy/haproxy.cfg");

  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void backendServesWhatIsPublic(String name) {
    List<String> exact = words(name, "acl public path ");
    List<String> prefixes = words(name, "acl public path_beg ");
    for (String path : PublicPaths.ofService(name)) {
      assertTrue(exact.contains(path) || prefixes.stream().anyMatch(path::startsWith), path);
    }
    for (String path : PublicPaths.INTERNAL) {
      assertFalse(exact.contains(path) || prefixes.stream().anyMatch(path::startsWith), path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scores", "users"})
  void drainOutlastsTwoFailedChecks(String name) {
    String checks = lines(name, "default-server ").findFirst().orElseThrow();
    assertTrue(checks.contains("check inter 1s fastinter 500ms fall 2"), checks);
    assertEquals("5s", SettingsDocument.fallback(name, "DRAIN_DELAY"));
  }

  /** A live stream sends a comment every 15 s (scores-app, application.yml). */
  @Test
  void timeoutsOutlastTheKeepAliveOfStreams() {
    String application = Repository.read("scores-app/src/main/resources/application.yml");
    assertTrue(application.contains("\n  keep-alive: 15s\n"));
    assertTrue(CONFIGURATION.contains("\n  timeout client 60s\n"));
    assertTrue(CONFIGURATION.contains("\n  timeout server 30s\n"));
  }

  private static List<String> words(String backend, String keyword) {
    return lines(backend, keyword)
        .flatMap(line -> Stream.of(line.substring(keyword.length()).split(" ", -1)))
        .toList();
  }

  private static Stream<String> lines(String backend, String keyword) {
    String section =
        CONFIGURATION.substring(CONFIGURATION.indexOf("\nbackend " + backend + "\n") + 1);
    return section
        .lines()
        .skip(1)
        .takeWhile(line -> line.isBlank() || line.startsWith(" "))
        .map(String::strip)
        .filter(line -> line.startsWith(keyword));
  }
}
