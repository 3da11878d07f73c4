package dev.scores.users.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeyTest {

  @TempDir private Path directory;

  @Test
  void keyIsGeneratedOnceAndStored() {
    Path keys = directory.resolve("not/yet/there");
    assertEquals(DevelopmentKey.loadOrCreate(keys), DevelopmentKey.loadOrCreate(keys));
  }

  @Test
  void keyFileIsReadableOnlyByItsOwner() throws IOException {
    DevelopmentKey.loadOrCreate(directory);
    Path file = directory.resolve(DevelopmentKey.FILE);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (var files = Files.list(directory)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void invalidKeyFileIsNotReplaced() throws IOException {
    Path file = directory.resolve(DevelopmentKey.FILE);
    Files.writeString(file, "rubbish");
    assertThrows(IllegalArgumentException.class, () -> DevelopmentKey.loadOrCreate(directory));
    assertEquals("rubbish", Files.readString(file));
  }

  @Test
  void directoryThatCannotBeCreatedIsReported() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    IllegalStateException fault =
        assertThrows(
            IllegalStateException.class, () -> DevelopmentKey.loadOrCreate(file.resolve("keys")));
    assertTrue(String.valueOf(fault.getMessage()).contains("DEV_KEYS_DIRECTORY"));
  }
}
