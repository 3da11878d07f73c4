package dev.scores.fake;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The jar of the service and its libraries, which are resources of this artifact. They are copied
 * to a temporary directory once for each JVM, and deleted when it ends.
 */
final class ServiceFiles {

  private static final String JAR = "scores-app.jar";

  private final Path directory;

  private ServiceFiles(Path directory) {
    this.directory = directory;
  }

  private static final class Copied {

    static final ServiceFiles INSTANCE = copy();
  }

  static ServiceFiles get() {
    return Copied.INSTANCE;
  }

  /** The runnable jar; its libraries are beside it. */
  Path jar() {
    return directory.resolve(JAR);
  }

  /** The jar and its libraries. */
  List<Path> classPath() {
    return Stream.concat(Stream.of(jar()), libraries(jar()).stream().map(directory::resolve))
        .toList();
  }

  private static ServiceFiles copy() {
    try {
      Path directory = Files.createTempDirectory("scores-fake");
      deleteOnExit(directory);
      copy(JAR, directory);
      deleteOnExit(Files.createDirectory(directory.resolve("lib")));
      for (String library : libraries(directory.resolve(JAR))) {
        copy(library, directory);
      }
      return new ServiceFiles(directory);
    } catch (IOException fault) {
      throw new UncheckedIOException("The fake cannot be copied to a temporary directory", fault);
    }
  }

  private static void copy(String name, Path directory) throws IOException {
    try (InputStream resource = ServiceFiles.class.getResourceAsStream("service/" + name)) {
      Path target = directory.resolve(name);
      Files.copy(requireNonNull(resource, name), target);
      deleteOnExit(target);
    }
  }

  /** The libraries that the jar's manifest names, such as {@code lib/netty-common.jar}. */
  private static List<String> libraries(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      String classPath =
          file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return List.of(classPath.split(" ", -1));
    } catch (IOException fault) {
      throw new UncheckedIOException(jar.toString(), fault);
    }
  }

  /** Java deletes in the reverse order of the calls, so a directory after its files. */
  private static void deleteOnExit(Path path) {
    path.toFile().deleteOnExit();
  }
}
