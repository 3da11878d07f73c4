package dev.scores.devservices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sole use of a directory, across processes. The operating system gives it back when the
 * process dies, however it dies; the file {@code claimed-by} that stays means nothing.
 */
final class DirectoryLock implements AutoCloseable {

  // A process's own locks do not keep it out, and closing a second channel would drop the first.
  private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Claims a directory, which is made if it is not there.
   *
   * @throws StartupException when it is in use
   */
  static DirectoryLock of(Path directory) {
    try {
      Path real = Files.createDirectories(directory).toRealPath();
      if (!MINE.add(real)) {
        throw inUse(directory, "this process");
      }
      try {
        return new DirectoryLock(real, lock(real));
      } catch (Throwable e) {
        MINE.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + directory, e);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    Path file = directory.resolve("claimed-by");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw inUse(directory, "process " + Files.readString(file).strip());
    }
    channel.truncate(0).write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
    return channel;
  }

  private static StartupException inUse(Path directory, String by) {
    return new StartupException(directory + " is in use by " + by + ". Stop that one first.");
  }

  /** A second call does nothing. */
  @Override
  public void close() {
    if (channel.isOpen()) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot unlock " + directory, e);
      } finally {
        MINE.remove(directory);
      }
    }
  }
}
