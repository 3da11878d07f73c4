package dev.scores.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that SECURITY.md names exist. */
class SecurityDocumentTest {

  private static final String DOCUMENT = Repository.read("SECURITY.md");

  /** {@code module/Class#method}. */
  private static final Pattern TEST = Pattern.compile("`([\\w/-]+)/(\\w+)#(\\w+)`");

  private static final Pattern RISK = Pattern.compile("(?m)^\\| \\*\\*API(\\d+)\\*\\*.*$");

  static Stream<String> tests() {
    return TEST.matcher(DOCUMENT).results().map(MatchResult::group).distinct();
  }

  @Test
  void everyTopTenRiskHasARowWithTests() {
    List<MatchResult> risks = RISK.matcher(DOCUMENT).results().toList();
    assertEquals(
        IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).toList(),
        risks.stream().map(risk -> risk.group(1)).toList());
    risks.forEach(risk -> assertTrue(TEST.matcher(risk.group()).find(), risk.group()));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void everyNamedTestExists(String test) {
    assertTrue(exists(test), test + " does not exist");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`testing/repository-check/SecurityDocumentTest#noSuchTest`",
        "`testing/repository-check/SecurityDocumentTest#exists`",
        "`testing/repository-check/NoSuchTest#everyNamedTestExists`",
        "`scores-domain/SecurityDocumentTest#everyNamedTestExists`"
      })
  void missingTestIsFound(String test) {
    assertFalse(exists(test));
  }

  private static boolean exists(String named) {
    MatchResult test = TEST.matcher(named).results().findFirst().orElseThrow();
    Pattern method =
        Pattern.compile(
            "@(?:Test|ParameterizedTest|TestFactory)\\b[^;{}]*(?:\\{[^;{}]*}[^;{}]*)*\\bvoid %s\\("
                .formatted(test.group(3)));
    Path sources = Repository.ROOT.resolve(test.group(1)).resolve("src/test/java");
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.endsWith(test.group(2) + ".java"))
          .anyMatch(file -> method.matcher(source(file)).find());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the source without the content of string literals. */
  private static String source(Path file) {
    try {
      return Files.readString(file)
          .replaceAll("(?s)\"\"\".*?\"\"\"", "\"\"")
          .replaceAll("\"(?:[^\"\\\\\n]|\\\\.)*\"", "\"\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
