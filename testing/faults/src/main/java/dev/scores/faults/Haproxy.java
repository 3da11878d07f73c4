package dev.scores.faults;

import dev.scores.devservices.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Debian's HAProxy in front of two replicas, with the configuration example for operators. */
final class Haproxy implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
  private static final Path CONFIGURATION = Path.of("testing/faults/haproxy.cfg");

  private final Process process;
  private final URI uri;

  private Haproxy(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts the proxy and waits until it forwards requests. */
  static Haproxy before(URI a, URI b, Path directory) throws InterruptedException {
    int port = Ports.anyFree();
    var builder =
        new ProcessBuilder(PROGRAM.toString(), "-db", "-f", CONFIGURATION.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("haproxy.log").toFile());
    builder.environment().put("PROXY_PORT", Integer.toString(port));
    builder.environment().put("REPLICA_A", a.getAuthority());
    builder.environment().put("REPLICA_B", b.getAuthority());
    Haproxy proxy;
    try {
      proxy = new Haproxy(builder.start(), URI.create("http://127.0.0.1:" + port));
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    try (var client = new Client(proxy.uri())) {
      Await.until(
          "HAProxy to forward requests",
          Duration.ofSeconds(20),
          () -> client.get("/ping").isSuccess());
    }
    return proxy;
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
