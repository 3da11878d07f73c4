package dev.scores.devservices;

import dev.scores.devservices.ServerFallback.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * The directory of a development server, and what is remembered there: the port, and which kind of
 * server made the data and so must go on serving it.
 */
final class DevelopmentDirectory {

  private static final int USUAL_PORT = 5433;
  private static final String PORT = "port";
  private static final String KIND = "kind";

  private final Path path;

  private DevelopmentDirectory(Path path) {
    this.path = path;
  }

  /** Makes the directory if it is not there. */
  static DevelopmentDirectory at(Path path) {
    try {
      return new DevelopmentDirectory(Files.createDirectories(path).toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + path, e);
    }
  }

  Path path() {
    return path;
  }

  /** The caller holds the {@link DirectoryLock} on the directory. */
  PostgresServer start() {
    var remembered = read();
    var kind = remembered.getProperty(KIND);
    var ways =
        List.of(
            new Way("embedded", () -> EmbeddedServer.forDevelopment(this)),
            new Way("container", () -> ContainerServer.forDevelopment(this)));
    var started =
        ServerFallback.of(
            ways.stream().filter(way -> kind == null || way.name().equals(kind)).toList());
    remembered.setProperty(KIND, started.name());
    remembered.setProperty(PORT, Integer.toString(started.server().address().port()));
    write(remembered);
    return started.server();
  }

  /** The remembered port if it is free, else the usual one, else any. */
  int freePort() {
    var remembered = Integer.parseInt(read().getProperty(PORT, Integer.toString(USUAL_PORT)));
    return IntStream.of(remembered, USUAL_PORT)
        .filter(Ports::isFree)
        .findFirst()
        .orElseGet(Ports::anyFree);
  }

  private Properties read() {
    var properties = new Properties();
    if (Files.exists(file())) {
      try (var reader = Files.newBufferedReader(file())) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + file(), e);
      }
    }
    return properties;
  }

  private void write(Properties properties) {
    try (var writer = Files.newBufferedWriter(file())) {
      properties.store(writer, null);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file(), e);
    }
  }

  private Path file() {
    return path.resolve("server.properties");
  }
}
