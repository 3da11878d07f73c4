package dev.scores.chassis.tls;

import static java.net.http.HttpClient.Version.HTTP_1_1;
import static java.net.http.HttpClient.Version.HTTP_2;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.logging.RecordedLog;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.chassis.settings.InvalidSettingsException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS at the service: protocols, reloading, and what the operator sees. */
class TlsTest {

  private static TestCertificate first;
  private static TestCertificate second;

  @TempDir Path directory;

  @BeforeAll
  static void make() {
    first = TestCertificate.of("RSA");
    second = TestCertificate.of("EC");
  }

  @Test
  void clientsChooseTheirHttpVersion() throws Exception {
    try (TlsService service = new TlsService(first, directory, Map.of());
        HttpClient one = TlsService.client(first, HTTP_1_1);
        HttpClient two = TlsService.client(first, HTTP_2)) {
      HttpResponse<String> old = one.send(service.request("/baskets/1").build(), ofString());
      HttpResponse<String> current = two.send(service.request("/baskets/1").build(), ofString());
      assertEquals(HTTP_1_1, old.version());
      assertEquals(HTTP_2, current.version());
      assertEquals(200, old.statusCode());
      assertEquals(old.body(), current.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void responseToAnUnfinishedPayloadArrivesComplete(String protocol) throws Exception {
    try (TlsService service = new TlsService(first, directory, Map.of("REQUEST_TIMEOUT", "200ms"));
        SSLSocket socket = connect(service, first)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket
          .getOutputStream()
          .write(
              "POST /payloads HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
                  .getBytes(US_ASCII));
      // Fails if the connection ends without the closure alert of TLS.
      String response = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertTrue(response.startsWith("HTTP/1.1 408 "), response);
      assertTrue(response.endsWith("}"), response);
    }
  }

  @Test
  void oldProtocolIsRejected() throws Exception {
    try (TlsService service = new TlsService(first, directory, Map.of());
        SSLSocket socket = connect(service, first)) {
      assertThrows(
          SSLHandshakeException.class,
          () -> {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            socket.startHandshake();
          });
    }
  }

  @Test
  void plainHttpGetsNoResponse() throws Exception {
    try (TlsService service = new TlsService(first, directory, Map.of());
        Socket socket = new Socket("localhost", service.port())) {
      socket.getOutputStream().write("GET /ping HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      String response = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertFalse(response.contains("HTTP"), response);
    }
  }

  @Test
  void newCertificateIsUsedWithoutClosingConnections() throws Exception {
    try (TlsService service = new TlsService(first, directory, Map.of());
        HttpClient open = TlsService.client(first, HTTP_2)) {
      open.send(service.request("/baskets/1").build(), ofString());
      second.writeTo(directory);
      awaitCertificate(service, second);
      // A new connection would fail: this client trusts only the first certificate.
      assertEquals(200, open.send(service.request("/baskets/1").build(), ofString()).statusCode());
      assertExpiry(service, second);
    }
  }

  /** As Kubernetes replaces the files of a secret. */
  @Test
  void swappedSymbolicLinkIsNoticed() throws Exception {
    Path mounted = Files.createDirectory(directory.resolve("mounted"));
    Path old = Files.createDirectory(directory.resolve("old"));
    Path fresh = Files.createDirectory(directory.resolve("fresh"));
    first.writeTo(old);
    second.writeTo(fresh);
    Path data = Files.createSymbolicLink(mounted.resolve("..data"), old);
    for (String name : List.of("tls.crt", "tls.key")) {
      Files.createSymbolicLink(mounted.resolve(name), Path.of("..data", name));
    }
    Map<String, String> files =
        Map.of(
            "TLS_CERTIFICATE", mounted.resolve("tls.crt").toString(),
            "TLS_KEY", mounted.resolve("tls.key").toString());
    try (TlsService service = new TlsService(files, Map.of())) {
      awaitCertificate(service, first);
      Path next = Files.createSymbolicLink(mounted.resolve("..next"), fresh);
      Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      awaitCertificate(service, second);
    }
  }

  @Test
  void unusableFilesLeaveTheFormerCertificate() throws Exception {
    try (TlsService service = new TlsService(first, directory, Map.of());
        RecordedLog log = new RecordedLog(WatchedCertificate.class.getName(), Level.WARN)) {
      Files.writeString(directory.resolve("tls.key"), second.key());
      String warning = log.take();
      assertTrue(warning.startsWith("TLS_KEY is wrong: the key does not belong"), warning);
      handshake(service, first);
      assertExpiry(service, first);
      second.writeTo(directory);
      awaitCertificate(service, second);
    }
  }

  @Test
  void expiredCertificateIsServed() throws Exception {
    TestCertificate expired = TestCertificate.expired();
    try (TlsService service = new TlsService(expired, directory, Map.of())) {
      assertExpiry(service, expired);
      assertThrows(IOException.class, () -> handshake(service, first));
    }
  }

  @Test
  void unusableFilesStopTheStart() throws Exception {
    Map<String, String> files = first.writeTo(directory);
    Files.writeString(directory.resolve("tls.key"), second.key());
    InvalidSettingsException wrong =
        assertThrows(
            InvalidSettingsException.class,
            () ->
                new ServiceDefinition(CommonSettings.withPort(0))
                    .context(
                        Map.of(
                            "DATABASE_URL",
                            "postgres://a:b@none/c",
                            "TLS_CERTIFICATE",
                            files.get("TLS_CERTIFICATE"),
                            "TLS_KEY",
                            files.get("TLS_KEY"))));
    assertEquals(
        List.of(
            "TLS_KEY is wrong: the key does not belong to the first certificate in"
                + " TLS_CERTIFICATE"),
        wrong.lines());
  }

  /** The user of a command may not be allowed to read the key. */
  @Test
  void commandDoesNotReadTheFiles() {
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL", "postgres://a:b@none/c",
            "TLS_CERTIFICATE", directory + "/none",
            "TLS_KEY", directory + "/none");
    ServiceDefinition service = new ServiceDefinition(CommonSettings.withPort(0));
    assertThrows(InvalidSettingsException.class, () -> service.context(settings));
    try (ApplicationContext context = service.commandContext(settings)) {
      assertFalse(context.start().containsBean(WatchedCertificate.class));
    }
  }

  private static void assertExpiry(TlsService service, TestCertificate expected) {
    double seconds =
        service.bean(MeterRegistry.class).get("tls.certificate.expiry.seconds").gauge().value();
    Duration left =
        Duration.between(Instant.now(), expected.certificate().getNotAfter().toInstant());
    assertEquals((double) left.toSeconds(), seconds, 3600);
  }

  private static void awaitCertificate(TlsService service, TestCertificate expected) {
    while (!isUsed(service, expected)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isUsed(TlsService service, TestCertificate expected) {
    try {
      handshake(service, expected);
      return true;
    } catch (IOException otherCertificate) {
      return false;
    }
  }

  private static void handshake(TlsService service, TestCertificate expected) throws IOException {
    try (SSLSocket socket = connect(service, expected)) {
      socket.startHandshake();
    }
  }

  private static SSLSocket connect(TlsService service, TestCertificate trusted) throws IOException {
    return (SSLSocket)
        trusted.client().getSocketFactory().createSocket("localhost", service.port());
  }
}
