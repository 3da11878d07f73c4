package dev.scores.fake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceFilesTest {

  @TempDir private Path cache;

  @Test
  void laterJvmsUseTheSameFiles() throws IOException {
    ServiceFiles first = ServiceFiles.kept(cache.resolve("version"));
    FileTime copied = Files.getLastModifiedTime(first.jar());
    assertEquals(first, ServiceFiles.kept(cache.resolve("version")));
    assertEquals(copied, Files.getLastModifiedTime(first.jar()));
    assertTrue(first.classPath().stream().allMatch(Files::exists));
    assertTrue(Files.exists(first.javaOptions()));
    assertEquals(Optional.of(cache.resolve("version").resolve("fake.jsa")), first.archive());
  }

  @Test
  void simultaneousCopiesAreComplete() throws Exception {
    Callable<ServiceFiles> copy = () -> ServiceFiles.kept(cache.resolve("version"));
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<ServiceFiles> files : threads.invokeAll(List.of(copy, copy))) {
        assertEquals(cache.resolve("version"), files.get().directory());
        assertTrue(files.get().classPath().stream().allMatch(Files::exists));
      }
    }
  }

  @Test
  void unwritableCacheIsReported() throws IOException {
    Path file = Files.createFile(cache.resolve("file"));
    assertThrows(IOException.class, () -> ServiceFiles.kept(file.resolve("version")));
  }

  /** In this build the artifact is not a jar, so its files are temporary. */
  @Test
  void temporaryFilesHaveNoArchive() throws IOException {
    assertFalse(ServiceFiles.get().isKept());
    assertEquals(Optional.empty(), ServiceFiles.get().archive());
    try (Stream<Path> files = Files.list(ServiceFiles.get().directory())) {
      assertEquals(3, files.count());
    }
  }
}
