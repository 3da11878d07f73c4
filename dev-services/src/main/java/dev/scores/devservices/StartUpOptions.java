package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The options with which a service's JVM starts quickly in development. */
final class StartUpOptions {

  private StartUpOptions() {}

  /**
   * The quick compiler only, the serial collector, and an archive of the loaded classes (CDS) which
   * the JVM makes when it ends in good order, in two seconds. An AOT cache starts no faster under
   * these options, and takes more than ten seconds to make.
   */
  static List<String> of(ServiceSpec service, Path data) {
    return List.of(
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + archive(service, data.resolve("cds")),
        // Not a word about an archive that is not there yet.
        "-Xlog:disable");
  }

  /** Of this very jar: the JVM makes an archive anew for another JDK, but not for another jar. */
  private static Path archive(ServiceSpec service, Path directory) {
    try {
      var built = Files.getLastModifiedTime(service.jar()).toMillis();
      var archive = directory.resolve("%s-%x.jsa".formatted(service.name(), built));
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
