package dev.scores.fake;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The jar of the service and its libraries, which are resources of this artifact. They are copied
 * once to the user's cache directory, {@code ~/.cache/scores-fake}, where Java can also keep a
 * class data archive of the fake. If that is impossible, they are copied to a temporary directory
 * for each JVM, and deleted when it ends.
 *
 * @param directory the directory of the jar
 * @param isKept whether later JVMs use the same files
 */
record ServiceFiles(Path directory, boolean isKept) {

  private static final String RESOURCES = "service/";
  private static final String JAR = "scores-app.jar";
  private static final String OPTIONS = "java-options";

  private static final class Copied {

    static final ServiceFiles INSTANCE = copied();

    private static ServiceFiles copied() {
      try {
        return kept(cache().resolve(version()));
      } catch (IOException noCache) {
        return temporary();
      }
    }
  }

  static ServiceFiles get() {
    return Copied.INSTANCE;
  }

  /** The runnable jar; its libraries are beside it. */
  Path jar() {
    return directory.resolve(JAR);
  }

  /** A file with options for {@code java}. */
  Path javaOptions() {
    return directory.resolve(OPTIONS);
  }

  /**
   * The class data archive, with which the fake starts in half of the time. The first process
   * writes it when it ends. Empty if it would not be kept.
   */
  Optional<Path> archive() {
    return isKept && Files.isWritable(directory)
        ? Optional.of(directory.resolve("fake.jsa"))
        : Optional.empty();
  }

  /** The jar and its libraries. */
  List<Path> classPath() {
    return Stream.concat(Stream.of(jar()), libraries(jar()).map(directory::resolve)).toList();
  }

  /**
   * The files in a directory that has its name only when they are complete.
   *
   * @throws IOException if the directory cannot be read and none can be created beside it
   */
  static ServiceFiles kept(Path directory) throws IOException {
    ServiceFiles kept = new ServiceFiles(directory, true);
    if (Files.isReadable(directory)) {
      return kept;
    }
    Path cache = Files.createDirectories(directory.toAbsolutePath().getParent());
    ServiceFiles copy = copyTo(Files.createTempDirectory(cache, "copy"));
    try {
      Files.move(copy.directory(), directory);
      return kept;
    } catch (IOException refused) {
      // Another process has copied them at the same time; or, if unreadable, another user before.
      return Files.isReadable(directory) ? kept : copy;
    }
  }

  /**
   * @throws IOException if the user has no home directory
   */
  private static Path cache() throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    if (!home.isAbsolute()) {
      throw new FileNotFoundException(home.toString());
    }
    return home.resolve(".cache").resolve("scores-fake");
  }

  /**
   * Identifies the files by their checksums in this artifact's jar.
   *
   * @throws IOException if this artifact is not a jar, as in its own build
   */
  private static String version() throws IOException {
    if (requireNonNull(ServiceFiles.class.getResource(RESOURCES + JAR)).openConnection()
        instanceof JarURLConnection connection) {
      String checksums =
          connection.getJarFile().stream()
              .map(entry -> entry.getName() + " " + entry.getCrc())
              .collect(joining("\n"));
      return UUID.nameUUIDFromBytes(checksums.getBytes(StandardCharsets.UTF_8)).toString();
    }
    throw new FileNotFoundException("scores-fake.jar");
  }

  private static ServiceFiles temporary() {
    try {
      return copyTo(Files.createTempDirectory("scores-fake"));
    } catch (IOException fault) {
      throw new UncheckedIOException("The fake cannot be copied to a temporary directory", fault);
    }
  }

  private static ServiceFiles copyTo(Path directory) throws IOException {
    deleteOnExit(directory);
    copy(JAR, directory);
    copy(OPTIONS, directory);
    deleteOnExit(Files.createDirectory(directory.resolve("lib")));
    for (String library : libraries(directory.resolve(JAR)).toList()) {
      copy(library, directory);
    }
    return new ServiceFiles(directory, false);
  }

  private static void copy(String name, Path directory) throws IOException {
    try (InputStream resource = ServiceFiles.class.getResourceAsStream(RESOURCES + name)) {
      Path target = directory.resolve(name);
      Files.copy(requireNonNull(resource, name), target);
      deleteOnExit(target);
    }
  }

  /**
   * The libraries that the jar's manifest names, such as {@code lib/netty-common.jar}, without
   * those of the database, which this artifact does not contain.
   */
  private static Stream<String> libraries(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      String classPath =
          file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return Stream.of(classPath.split(" ", -1))
          .filter(library -> ServiceFiles.class.getResource(RESOURCES + library) != null);
    } catch (IOException fault) {
      throw new UncheckedIOException(jar.toString(), fault);
    }
  }

  /**
   * Deletes the path if it still exists: not after a move. Java deletes in the reverse order of the
   * calls, so a directory after its files.
   */
  private static void deleteOnExit(Path path) {
    path.toFile().deleteOnExit();
  }
}
