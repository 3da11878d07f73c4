package dev.scores.chassis.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.tls.FrameClient;
import dev.scores.chassis.tls.TestCertificate;
import dev.scores.chassis.tls.TlsService;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class AccessLogTest {

  private final Logger access = (Logger) LoggerFactory.getLogger("access");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @Test
  void earlyResponsesAreLoggedToo() throws IOException {
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL", "postgres://127.0.0.1:1/none",
            "MICRONAUT_ENVIRONMENTS", "test",
            "REQUEST_TIMEOUT", "200ms",
            "ACCESS_LOG", "on");
    Level before = access.getLevel();
    access.setLevel(Level.INFO);
    lines.start();
    access.addAppender(lines);
    try (ApplicationContext context =
        new ServiceDefinition(CommonSettings.withPort(0)).context(settings).start()) {
      EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
      assertTrue(response(server.getPort(), "/never").startsWith("HTTP/1.1 503 "));
      assertTrue(response(server.getPort(), "/none").startsWith("HTTP/1.1 404 "));
    } finally {
      access.detachAppender(lines);
      access.setLevel(before);
    }
    List<String> logged = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertEquals(2, logged.size(), logged.toString());
    for (String pattern :
        List.of(
            "127.0.0.1 \"GET /never HTTP/1.1\" 503 \\d+ \\d+ mine",
            "127.0.0.1 \"GET /none HTTP/1.1\" 404 \\d+ \\d+ mine")) {
      assertTrue(logged.stream().anyMatch(line -> line.matches(pattern)), logged.toString());
    }
  }

  @Test
  void requestsOverHttp2AreLogged(@TempDir Path directory) throws Exception {
    access.setLevel(Level.INFO);
    lines.start();
    access.addAppender(lines);
    try (TlsService service =
            new TlsService(TestCertificate.of("EC"), directory, Map.of("ACCESS_LOG", "on"));
        FrameClient client = new FrameClient(service.port())) {
      client.send(FrameClient.get("/none").set("x-request-id", "mine"), true);
      assertEquals("404", client.awaitStatus());
    } finally {
      access.detachAppender(lines);
      access.setLevel(null);
    }
    String logged = lines.list.getFirst().getFormattedMessage();
    assertTrue(logged.matches("127.0.0.1 \"GET /none HTTP/[0-9.]+\" 404 \\d+ \\d+ mine"), logged);
  }

  private static String response(int port, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Request-Id: mine\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
