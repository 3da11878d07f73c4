package team.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Scores;
import dev.scores.domain.testkit.ScoresContract;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublishedJarTest {

  private static final int JAVA_21 = 65;

  @Test
  void jarHasNoDependencies() {
    List<String> others =
        jars()
            .map(jar -> jar.getFileName().toString())
            .filter(name -> !name.startsWith("scores-domain-"))
            .filter(name -> !name.matches("(junit|opentest4j|apiguardian|surefire)-.*"))
            .toList();
    assertEquals(List.of(), others);
  }

  @Test
  void pomHasNoParentAndNoDependency() throws IOException {
    Path jar =
        jars()
            .filter(path -> path.toString().matches(".*scores-domain-[^-]*[.]jar"))
            .findFirst()
            .orElseThrow();
    String pom = Files.readString(Path.of(jar.toString().replaceFirst("[.]jar$", ".pom")));
    assertTrue(pom.contains("<artifactId>scores-domain</artifactId>"), pom);
    assertFalse(pom.contains("<parent>") || pom.contains("<dependency>"), pom);
  }

  @Test
  void classesRunOnJava21() throws IOException {
    assertEquals(JAVA_21, majorVersion(Scores.class));
    assertEquals(JAVA_21, majorVersion(ScoresContract.class));
  }

  private static Stream<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of);
  }

  private static int majorVersion(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (var bytes = new DataInputStream(type.getResourceAsStream(file))) {
      bytes.skipNBytes(6);
      return bytes.readUnsignedShort();
    }
  }
}
