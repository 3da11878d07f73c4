package dev.scores.devservices;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The class path of this JVM with a jar in place of each directory, because a class data sharing
 * archive covers jars only. The jars are deleted with the JVM.
 */
final class PackedClassPath {

  private final Path directory;

  PackedClassPath(Path directory) {
    this.directory = directory;
  }

  @Override
  public String toString() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .map(entry -> Files.isDirectory(entry) ? jar(entry) : entry)
        .map(Path::toString)
        .collect(joining(File.pathSeparator));
  }

  private Path jar(Path classes) {
    try {
      var jar = Files.createTempFile(directory, classes.getFileName().toString(), ".jar");
      jar.toFile().deleteOnExit();
      try (var zip = new ZipOutputStream(Files.newOutputStream(jar));
          var files = Files.walk(classes)) {
        for (Path file : files.skip(1).toList()) {
          // With entries for directories: Micronaut looks for its services in them.
          var name = classes.relativize(file).toString().replace(File.separatorChar, '/');
          zip.putNextEntry(new ZipEntry(Files.isDirectory(file) ? name + '/' : name));
          if (Files.isRegularFile(file)) {
            Files.copy(file, zip);
          }
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot pack " + classes, e);
    }
  }
}
