package dev.scores.faults;

import dev.scores.devservices.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Debian's HAProxy with TLS in front of two instances of the scores service, with the configuration
 * for operators. Clients that are created after its start trust its certificate.
 */
final class Haproxy implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
  private static final Path CONFIGURATION = Path.of("deploy/haproxy/haproxy.cfg");

  private final Process process;
  private final URI uri;
  private final URI metrics;

  private Haproxy(Process process, URI uri, URI metrics) {
    this.process = process;
    this.uri = uri;
    this.metrics = metrics;
  }

  /** Starts the proxy and waits until it forwards requests. */
  static Haproxy before(URI a, URI b, URI users, Path directory) throws InterruptedException {
    String https = "127.0.0.1:" + Ports.anyFree();
    String metrics = "127.0.0.1:" + Ports.anyFree();
    var builder =
        new ProcessBuilder(PROGRAM.toString(), "-db", "-f", CONFIGURATION.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("haproxy.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "TLS_CERTIFICATE", certificate(directory).toString(),
                "SCORES_1", a.getAuthority(),
                "SCORES_2", b.getAuthority(),
                "USERS_1", users.getAuthority(),
                "USERS_2", users.getAuthority(),
                "HTTP_BIND", "127.0.0.1:" + Ports.anyFree(),
                "HTTPS_BIND", https,
                "METRICS_BIND", metrics));
    Haproxy proxy;
    try {
      proxy =
          new Haproxy(
              builder.start(), URI.create("https://" + https), URI.create("http://" + metrics));
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

  /** Waits until the proxy sends requests to both instances. */
  void awaitBoth() throws InterruptedException {
    try (var client = new Client(metrics)) {
      Await.until(
          "HAProxy to see both instances",
          Duration.ofSeconds(20),
          () ->
              client
                  .get("/metrics")
                  .body()
                  .contains("haproxy_backend_active_servers{proxy=\"scores\"} 2\n"));
    }
  }

  /** Makes a certificate for this machine, which clients of this process trust. */
  private static Path certificate(Path directory) throws InterruptedException {
    Path key = directory.resolve("proxy-key.pem");
    Path certificate = directory.resolve("proxy-certificate.pem");
    Command.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        key.toString(),
        "-out",
        certificate.toString());
    try {
      trust(certificate);
      return Files.writeString(
          directory.resolve("proxy.pem"), Files.readString(certificate) + Files.readString(key));
    } catch (IOException | GeneralSecurityException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static void trust(Path certificate) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream input = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "proxy", CertificateFactory.getInstance("X.509").generateCertificate(input));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    SSLContext.setDefault(context);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
