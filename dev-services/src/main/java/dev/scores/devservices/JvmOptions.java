package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVM options with which a service starts quickly in development. */
final class JvmOptions {

  private JvmOptions() {}

  /**
   * The options for a service that runs once: only the C1 compiler, the serial collector and a heap
   * of at most 256 MiB.
   */
  static List<String> small() {
    return List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");
  }

  /**
   * The {@link #small} options and a class data sharing archive, which the JVM writes when it exits
   * and reads at the next start. Writing it takes 2 s; an AOT cache would take more than 10 s.
   */
  static List<String> of(ServiceSpec service, SystemSpec system) {
    var options = new ArrayList<>(small());
    options.add("-XX:+AutoCreateSharedArchive");
    options.add("-XX:SharedArchiveFile=" + archive(service, archives(system)));
    options.add("-Xlog:disable"); // The JVM warns when there is no archive yet.
    return options;
  }

  static Path archives(SystemSpec system) {
    return system.data().resolve("cds");
  }

  /**
   * Names the archive after the jar's modification time and deletes older ones. The JVM replaces an
   * archive of another JDK, but not one of another jar.
   */
  private static Path archive(ServiceSpec service, Path directory) {
    try {
      var modified = Files.getLastModifiedTime(service.jar()).toMillis();
      var archive = directory.resolve("%s-%x.jsa".formatted(service.name(), modified));
      try (var all = Files.newDirectoryStream(directory, service.name() + "-*.jsa")) {
        for (Path other : all) {
          if (!other.equals(archive)) {
            Files.delete(other);
          }
        }
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + service.jar() + " or " + directory, e);
    }
  }
}
