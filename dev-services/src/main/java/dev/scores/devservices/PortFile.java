package dev.scores.devservices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** The file with the port of the development server, so that its address survives a restart. */
record PortFile(Path directory) {

  private static final int DEFAULT = 5433;

  /** Returns the port in the file if it is free, else 5433, else any free port. */
  int chooseFree() {
    return IntStream.of(read(), DEFAULT)
        .filter(Ports::isFree)
        .findFirst()
        .orElseGet(Ports::anyFree);
  }

  void write(int port) {
    try {
      Files.writeString(file(), Integer.toString(port));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file(), e);
    }
  }

  private int read() {
    try {
      return Files.exists(file()) ? Integer.parseInt(Files.readString(file()).strip()) : DEFAULT;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file(), e);
    }
  }

  private Path file() {
    return directory.resolve("port");
  }
}
