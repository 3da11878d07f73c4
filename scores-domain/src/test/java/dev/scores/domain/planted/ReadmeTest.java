package dev.scores.domain.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of the README are parts of a project that the build compiles and runs. */
class ReadmeTest {

  private static final Path FOREIGN = Path.of("src/it/foreign-team");

  @Test
  void examplesArePartOfTheForeignProject() throws IOException {
    String version = firstMatch("<version>(.*)</version>", read(Path.of("pom.xml")));
    String project = foreignProject().replace("@project.version@", version);
    List<String> examples = examples();
    assertEquals(4, examples.size());
    for (String example : examples) {
      assertTrue(project.contains(example), () -> "not in " + FOREIGN + ":\n" + example);
    }
  }

  private static List<String> examples() throws IOException {
    return Pattern.compile("```(?:java|xml)\n(.*?)```", Pattern.DOTALL)
        .matcher(read(Path.of("README.md")))
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
  private static String read(Path file) throws IOException {
    return Files.readString(file).replaceAll("(?m)^ +", "");
  }

  private static String firstMatch(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find());
    return matcher.group(1);
  }
}
