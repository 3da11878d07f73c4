package dev.scores.devservices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock on a directory across processes. The operating system releases it when the
 * process ends in any way; the lock file {@code claimed-by} stays and has no meaning then.
 */
final class DirectoryLock implements AutoCloseable {

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks the directory and creates it if it does not exist.
   *
   * @throws StartupException when another process holds the lock
   */
  static DirectoryLock of(Path directory) {
    try {
      var file = Files.createDirectories(directory).resolve("claimed-by");
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw new StartupException(
            "%s is in use by process %s. Stop that process first."
                .formatted(directory, Files.readString(file).strip()));
      }
      channel.truncate(0).write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + directory, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release a directory lock", e);
    }
  }
}
