package dev.scores.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of the conformance check needs nothing beside it. */
class ConformanceJarIT {

  @TempDir Path elsewhere;

  @Test
  void standaloneJarRunsElsewhere() throws Exception {
    Path jar = Files.copy(standalone(), elsewhere.resolve("conformance.jar"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--list")
            .directory(elsewhere.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains("contract path.pingReturnsPong"), output);
  }

  private static Path standalone() throws IOException {
    try (Stream<Path> files = Files.list(Repository.ROOT.resolve("testing/conformance/target"))) {
      List<Path> jars = files.filter(file -> file.toString().endsWith("-standalone.jar")).toList();
      assertEquals(1, jars.size(), jars.toString());
      return jars.getFirst();
    }
  }
}
