package dev.scores.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of the READMEs are parts of projects that the checks build and run. */
class FakeReadmeTest {

  private static final Path JAVA_PROJECT = Path.of("src/it/foreign-client");
  private static final Path NODE_PROJECT = Path.of("npm/example");

  @Test
  void examplesArePartOfTheForeignProjects() throws IOException {
    String version =
        Pattern.compile("<version>(.*)</version>")
            .matcher(read(Path.of("pom.xml")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    String projects =
        (project(JAVA_PROJECT) + project(NODE_PROJECT)).replace("@project.version@", version);
    List<String> examples =
        Stream.of("README.md", "npm/README.md")
            .flatMap(readme -> examples(Path.of(readme)).stream())
            .toList();
    assertEquals(3, examples.size());
    examples.forEach(example -> assertTrue(projects.contains(example), example));
  }

  private static List<String> examples(Path readme) {
    return Pattern.compile("```(?:java|xml|js)\n(.*?)```", Pattern.DOTALL)
        .matcher(read(readme))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }

  private static String project(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .map(FakeReadmeTest::read)
          .collect(Collectors.joining());
    }
  }

  /** The text without indentation. */
  private static String read(Path file) {
    try {
      return Files.readString(file).replaceAll("(?m)^ +", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
