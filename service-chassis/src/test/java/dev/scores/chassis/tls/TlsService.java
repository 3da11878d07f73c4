package dev.scores.chassis.tls;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.settings.CommonSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A service on the chassis in this JVM, with TLS, and a client that trusts it. */
public final class TlsService implements AutoCloseable {

  private final ApplicationContext context;
  private final EmbeddedServer server;

  /** Writes the files of the certificate into the directory. */
  public TlsService(TestCertificate certificate, Path directory, Map<String, String> more) {
    this(certificate.writeTo(directory), more);
  }

  /**
   * @param files {@code TLS_CERTIFICATE} and {@code TLS_KEY}
   */
  TlsService(Map<String, String> files, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.putAll(files);
    settings.put("MICRONAUT_ENVIRONMENTS", "test");
    settings.put("DATABASE_URL", "postgres://a:b@none/c");
    context = new ServiceDefinition(CommonSettings.withPort(0)).context(settings);
    context
        .getEnvironment()
        .addPropertySource(
            PropertySource.of(
                Map.of("micronaut.application.name", "test", "tls.reload-interval", "20ms")));
    context.start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public int port() {
    return server.getPort();
  }

  public HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create("https://localhost:%d%s".formatted(port(), target)));
  }

  /** A client with connections of its own. */
  public static HttpClient client(TestCertificate trusted, HttpClient.Version version) {
    return HttpClient.newBuilder().sslContext(trusted.client()).version(version).build();
  }

  @Override
  public void close() {
    context.close();
  }
}
