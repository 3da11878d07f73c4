package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of both READMEs are parts of a project that the build compiles and runs. */
class ReadmeExamplesTest {

  private static final Path README = Path.of("README.md");
  private static final Path DOMAIN_README = Path.of("../../scores-domain/README.md");
  private static final Path FOREIGN = Path.of("src/it/foreign-team");

  @Test
  void examplesArePartOfTheForeignProject() throws IOException {
    String version = firstMatch("<version>(.*)</version>", read(Path.of("pom.xml")));
    String project = foreignProject().replace("@project.version@", version);
    assertEquals(2, examples(DOMAIN_README).size());
    assertEquals(2, examples(README).size());
    Stream.of(DOMAIN_README, README)
        .flatMap(readme -> examples(readme).stream())
        .forEach(
            example ->
                assertTrue(project.contains(example), () -> "not in " + FOREIGN + ":\n" + example));
  }

  private static List<String> examples(Path readme) {
    return Pattern.compile("```(?:java|xml)\n(.*?)```", Pattern.DOTALL)
        .matcher(read(readme))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private static String foreignProject() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(FOREIGN)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        all.append(read(file));
      }
    }
    return all.toString();
  }

  /** The text without indentation. */
  private static String read(Path file) {
    try {
      return Files.readString(file).replaceAll("(?m)^ +", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String firstMatch(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find());
    return matcher.group(1);
  }
}
