package dev.scores.faults;

import dev.scores.devservices.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Debian's HAProxy with TLS in front of two instances of each service, with the configuration for
 * operators. Clients that are created after it trust its certificate.
 */
final class Haproxy implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
  private static final Path CONFIGURATION = Path.of("deploy/haproxy/haproxy.cfg");
  private static final Duration TIME_TO_NOTICE = Duration.ofSeconds(60);
  private static final String PASSWORD = "changeit";

  private final Path directory;
  private final String https = "127.0.0.1:" + Ports.anyFree();
  private final String metrics = "127.0.0.1:" + Ports.anyFree();
  private final Path certificate;
  private @Nullable Process process;

  /** Makes a certificate and reserves ports; {@link #start} starts the proxy. */
  Haproxy(Path directory) throws InterruptedException {
    this.directory = directory;
    this.certificate = certificate();
  }

  /** Starts the proxy and waits until it forwards requests to all of them. */
  void start(List<URI> scores, List<URI> users) throws InterruptedException {
    var builder =
        new ProcessBuilder(PROGRAM.toString(), "-db", "-f", CONFIGURATION.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("haproxy.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "TLS_CERTIFICATE", certificate.toString(),
                "SCORES_1", scores.getFirst().getAuthority(),
                "SCORES_2", scores.getLast().getAuthority(),
                "USERS_1", users.getFirst().getAuthority(),
                "USERS_2", users.getLast().getAuthority(),
                "HTTP_BIND", "127.0.0.1:" + Ports.anyFree(),
                "HTTPS_BIND", https,
                "METRICS_BIND", metrics));
    try {
      process = builder.start();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    awaitAll();
  }

  URI uri() {
    return URI.create("https://" + https);
  }

  /** The users service, as the scores service and browsers reach it. */
  String users() {
    return uri() + "/accounts";
  }

  /** Options of a JVM that trusts the proxy. */
  List<String> trustOptions() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + trustStore(),
        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  /** Waits until the proxy sends requests to both instances of both services. */
  void awaitAll() throws InterruptedException {
    try (var client = new Client(URI.create("http://" + metrics))) {
      Await.until(
          "HAProxy to see all instances",
          TIME_TO_NOTICE,
          () -> {
            String seen = client.get("/metrics").body();
            return Stream.of("scores", "users")
                .allMatch(
                    service ->
                        seen.contains(
                            "haproxy_backend_active_servers{proxy=\"%s\"} 2\n".formatted(service)));
          });
    }
  }

  /** Makes a certificate for this machine, which clients of this process trust. */
  private Path certificate() throws InterruptedException {
    Path key = directory.resolve("proxy-key.pem");
    Path chain = directory.resolve("proxy-certificate.pem");
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
        chain.toString());
    try {
      trust(chain);
      return Files.writeString(
          directory.resolve("proxy.pem"), Files.readString(chain) + Files.readString(key));
    } catch (IOException | GeneralSecurityException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private Path trustStore() {
    return directory.resolve("trusted.p12");
  }

  private void trust(Path chain) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream input = Files.newInputStream(chain)) {
      trusted.setCertificateEntry(
          "proxy", CertificateFactory.getInstance("X.509").generateCertificate(input));
    }
    try (OutputStream output = Files.newOutputStream(trustStore())) {
      trusted.store(output, PASSWORD.toCharArray());
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    SSLContext.setDefault(context);
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroy();
    }
  }
}
