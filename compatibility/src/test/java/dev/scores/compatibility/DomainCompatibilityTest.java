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

/** A program that was compiled against the last release of the domain's jar goes on running. */
class DomainCompatibilityTest {

  private static final String PAGE =
      "List<Score> page(Selection selection, Cursor cursor, int limit);";

  @TempDir Path directory;

  @Test
  void aProgramOfTheLastReleaseGoesOnRunning() throws IOException {
    var last = DomainJar.of(Baseline.LAST.domain());
    var now = DomainJar.of(Baseline.NOW.domain());
    assertEquals(
        List.of(),
        isStable() ? last.breaksOfSources(now) : last.breaksOfPrograms(now),
        () -> "Broken since " + Baseline.LAST.name() + "; VERSIONING.md says what may change");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a method is gone              | page(                          | list(
          a parameter has another type  | Optional<UserId> of(long value) | Optional<UserId> of(int value)
          a class is public no longer   | public record ExerciseId       | record ExerciseId
          """)
  void aBreakOfProgramsIsNoticed(String what, String before, String after) throws IOException {
    var last = DomainJar.of(Baseline.NOW.domain());
    assertNotEquals(List.of(), last.breaksOfPrograms(planted(before, after)), what);
  }

  @Test
  void aSecondTaskForWhoeverImplementsAPortBreaksTheirSources() throws IOException {
    var last = DomainJar.of(Baseline.NOW.domain());
    var method = " Object more();";
    // The store is left abstract, so that the planted sources compile.
    var now =
        planted(PAGE, PAGE + method, "final class InMemoryScores", "abstract class InMemoryScores");
    assertNotEquals(List.of(), last.breaksOfSources(now));
  }

  @Test
  void anAdditionBreaksNothing() throws IOException {
    var last = DomainJar.of(Baseline.NOW.domain());
    var now = planted(PAGE, PAGE + " default Object more() { return this; }");
    assertEquals(List.of(), last.breaksOfSources(now));
  }

  private static boolean isStable() {
    return !System.getProperty("project.version").startsWith("0.");
  }

  /** The domain of today with some words in place of others. */
  private DomainJar planted(String... wordsAndOthers) throws IOException {
    boolean changed = false;
    var sources = Baseline.NOW.domain().resolve("dev/scores/domain");
    try (var files = Files.newDirectoryStream(sources, "*.java")) {
      for (var file : files) {
        var before = Files.readString(file);
        var after = before;
        for (int i = 0; i < wordsAndOthers.length; i += 2) {
          after = after.replace(wordsAndOthers[i], wordsAndOthers[i + 1]);
        }
        changed |= !after.equals(before);
        Files.writeString(directory.resolve(file.getFileName()), after);
      }
    }
    assertEquals(true, changed, wordsAndOthers[0] + " is nowhere in the domain");
    return DomainJar.of(directory);
  }
}
