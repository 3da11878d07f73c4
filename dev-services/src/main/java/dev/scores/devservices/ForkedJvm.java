package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts JVMs from the class path of this one. The first of each main class that ends by itself
 * leaves a class data sharing archive, with which later ones need half the processor time to start.
 */
final class ForkedJvm {

  private static final int KILLED = 128 + 9;

  private static final Map<Class<?>, ForkedJvm> ALL = new HashMap<>();
  private static final Path DIRECTORY = temporaryDirectory();
  private static final String CLASS_PATH = new PackedClassPath(DIRECTORY).toString();

  private final Class<?> main;
  private final Path archive;
  private @Nullable Process writer;

  private ForkedJvm(Class<?> main) {
    this.main = main;
    this.archive = DIRECTORY.resolve(main.getName() + ".jsa");
    archive.toFile().deleteOnExit();
  }

  /**
   * Starts the main class.
   *
   * @param archives whether this process may write the archive
   * @param options of the JVM, in addition to the {@link JvmOptions#small() usual ones}
   * @param builder its command is replaced
   */
  static Process start(
      Class<?> main,
      boolean archives,
      List<String> options,
      List<String> arguments,
      ProcessBuilder builder) {
    synchronized (ALL) {
      return ALL.computeIfAbsent(main, ForkedJvm::new).start(archives, options, arguments, builder);
    }
  }

  private Process start(
      boolean archives, List<String> options, List<String> arguments, ProcessBuilder builder) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmOptions.small());
    command.addAll(options);
    // Writing and reading the archive, the JVM would print warnings.
    command.add("-Xlog:disable");
    var writes = archives && !isWritten() && !isBeingWritten();
    if (writes) {
      command.add("-XX:ArchiveClassesAtExit=" + archive);
    } else if (isWritten()) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    command.addAll(List.of("-cp", CLASS_PATH, main.getName()));
    command.addAll(arguments);
    try {
      var process = builder.command(command).start();
      if (writes) {
        writer = process;
      }
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + main.getName(), e);
    }
  }

  private boolean isBeingWritten() {
    return writer != null && writer.isAlive();
  }

  private boolean isWritten() {
    return writer != null
        && !writer.isAlive()
        && writer.exitValue() != KILLED
        && Files.exists(archive);
  }

  private static Path temporaryDirectory() {
    try {
      var directory = Files.createTempDirectory("forked-jvm");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
