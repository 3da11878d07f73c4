package dev.scores.chassis.operations;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.settings.CommonSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A service on the chassis in this JVM, without a database. Requests go over plain sockets. */
final class OperatedService implements AutoCloseable {

  private final ApplicationContext context;
  private final EmbeddedServer server;

  OperatedService(Object... beans) {
    this(Map.of(), beans);
  }

  OperatedService(Map<String, String> moreSettings, Object... beans) {
    Map<String, String> settings = new HashMap<>(moreSettings);
    settings.put("MICRONAUT_ENVIRONMENTS", "test");
    settings.put("DATABASE_URL", "postgres://a:b@none/c");
    context = new ServiceDefinition(CommonSettings.withPort(0)).context(settings);
    context
        .getEnvironment()
        .addPropertySource(PropertySource.of(Map.of("micronaut.application.name", "test")));
    for (Object bean : beans) {
      context.registerSingleton(bean);
    }
    context.start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.getPort());
  }

  /** Sends a request on a new connection and returns the whole response, head and body. */
  String exchange(String method, String path) throws IOException {
    return exchange(method, path, "");
  }

  /**
   * @param headers each with CR LF
   */
  String exchange(String method, String path, String headers) throws IOException {
    try (Socket connection = connect()) {
      send(connection, method, path, headers + "Connection: close\r\n");
      return rest(connection);
    }
  }

  static void send(Socket connection, String method, String path, String headers)
      throws IOException {
    connection
        .getOutputStream()
        .write(
            "%s %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
                .formatted(method, path, headers)
                .getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns all bytes until the server closes the connection. */
  static String rest(Socket connection) throws IOException {
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    context.close();
  }
}
