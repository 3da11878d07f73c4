package dev.scores.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Programs compiled against the last release of scores-domain run with this one; from 1.0 on they
 * compile, too. With {@code -Dapi.record} the recorded API is written first.
 */
class DomainCompatibilityTest {

  private static final Path SOURCES = Baseline.ROOT.resolve("scores-domain/src/main/java");
  private static final String PAGE =
      "List<Score> page(Selection selection, Cursor cursor, int limit);";

  @TempDir Path directory;

  @Test
  void programsOfTheLastReleaseStillRun() throws IOException {
    var now = PublicApiReader.ofSources(SOURCES);
    if (System.getProperty("api.record") != null) {
      now.write(Baseline.NOW.domainApi());
    }
    var last = PublicApi.read(Baseline.LAST.domainApi());
    assertEquals(List.of(), last.removedIn(now), DomainCompatibilityTest::hint);
    if (isStable()) {
      assertEquals(List.of(), last.demandedBy(now), DomainCompatibilityTest::hint);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          method removed          | page(                            | list(
          parameter type changed  | Optional<UserId> of(long value)  | Optional<UserId> of(int value)
          return type changed     | Optional<UserId> of(long value)  | Object of(long value)
          class not public        | public record ExerciseId         | record ExerciseId
          component type changed  | record BearerToken(String value) | record BearerToken(CharSequence value)
          """)
  void breakingChangeIsFound(String change, String before, String after) throws IOException {
    var last = PublicApiReader.ofSources(SOURCES);
    assertNotEquals(List.of(), last.removedIn(planted(before, after)), change);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          abstract method added | ChangeCursor latest(); | ChangeCursor latest(); Object more();
          case added            | record Rejected() implements Caller {} | record Rejected() implements Caller {} record Unknown() implements Caller {}
          """)
  void sourceBreakIsFound(String change, String before, String after) throws IOException {
    var last = PublicApiReader.ofSources(SOURCES);
    // The in-memory store becomes abstract, so that the planted sources compile.
    var now = planted(before, after, "final class InMemoryScores", "abstract class InMemoryScores");
    assertNotEquals(List.of(), last.demandedBy(now), change);
  }

  @Test
  void additionBreaksNothing() throws IOException {
    var last = PublicApiReader.ofSources(SOURCES);
    var now = planted(PAGE, PAGE + " default Object more() { return this; }");
    assertEquals(List.of(), last.removedIn(now));
    assertEquals(List.of(), last.demandedBy(now));
    assertNotEquals(last, now);
  }

  private static String hint() {
    return "Breaks programs of " + Baseline.LAST.name() + "; VERSIONING.md says what may change";
  }

  private static boolean isStable() {
    return !System.getProperty("project.version").startsWith("0.");
  }

  /** The API of today's sources with each text replaced by the next. */
  private PublicApi planted(String... textsAndReplacements) throws IOException {
    boolean changed = false;
    try (var files = Files.newDirectoryStream(SOURCES.resolve("dev/scores/domain"), "*.java")) {
      for (var file : files) {
        var before = Files.readString(file);
        var after = before;
        for (int i = 0; i < textsAndReplacements.length; i += 2) {
          after = after.replace(textsAndReplacements[i], textsAndReplacements[i + 1]);
        }
        changed |= !after.equals(before);
        Files.writeString(directory.resolve(file.getFileName()), after);
      }
    }
    assertEquals(true, changed, textsAndReplacements[0] + " does not occur in the domain");
    return PublicApiReader.ofSources(directory);
  }
}
