package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmOptionsTest {

  @TempDir Path data;
  private ServiceSpec service;
  private SystemSpec system;

  @BeforeEach
  void packageAService() throws Exception {
    Files.createDirectories(data.resolve("cds"));
    system = new SystemSpec(data, data, 1, data, 2);
    service = new ServiceSpec("users", Files.createFile(data.resolve("users.jar")), 1, Map.of());
  }

  @Test
  void archiveIsReusedWhileTheJarIsTheSame() throws Exception {
    var archive = Files.createFile(archive());
    assertEquals(archive, archive());
    assertTrue(Files.exists(archive));
  }

  @Test
  void newJarReplacesTheArchive() throws Exception {
    var archive = Files.createFile(archive());
    Files.setLastModifiedTime(service.jar(), FileTime.fromMillis(1_700_000_000_000L));
    assertNotEquals(archive, archive());
    assertFalse(Files.exists(archive));
  }

  @Test
  void archivesOfOtherServicesAreKept() throws Exception {
    var others = Files.createFile(data.resolve("cds/scores-1.jsa"));
    archive();
    assertTrue(Files.exists(others));
  }

  private Path archive() {
    var option = "-XX:SharedArchiveFile=";
    return JvmOptions.of(service, system).stream()
        .filter(it -> it.startsWith(option))
        .map(it -> Path.of(it.substring(option.length())))
        .findFirst()
        .orElseThrow();
  }
}
