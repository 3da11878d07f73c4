package dev.scores.chassis.limits;

import static java.net.http.HttpClient.Version.HTTP_2;
import static java.net.http.HttpResponse.BodyHandlers.discarding;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.chassis.database.PoolAdmission;
import dev.scores.chassis.tls.TestCertificate;
import dev.scores.chassis.tls.TlsService;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Admission counts streams, so a connection with many of them has no advantage. */
class Http2AdmissionTest {

  /** Below the limit of a connection. */
  private static final int STREAMS = 90;

  private final TestCertificate certificate = TestCertificate.of("EC");

  @Test
  void streamIsRejectedAndItsConnectionGoesOn(@TempDir Path directory) throws Exception {
    List<HttpClient> clients = new ArrayList<>();
    List<CompletableFuture<?>> open = new ArrayList<>();
    try (TlsService service =
        new TlsService(
            certificate, directory, Map.of("ADMISSION_MAX_WAIT", "1s", "REQUEST_TIMEOUT", "10m"))) {
      var queue = service.bean(PoolAdmission.class).estimator();
      queue.enter();
      while (queue.expectedNanos() <= Duration.ofMillis(1100).toNanos()) {
        Thread.onSpinWait();
      }
      HttpClient kept = client(service, clients);
      for (int sent = 0; sent <= AdmissionController.FREE_REQUESTS; sent += STREAMS) {
        HttpClient client = client(service, clients);
        for (int i = 0; i < STREAMS; i++) {
          open.add(client.sendAsync(service.request("/never").build(), discarding()));
        }
      }
      NeverController never = service.bean(NeverController.class);
      while (never.calls() <= AdmissionController.FREE_REQUESTS) {
        Thread.onSpinWait();
      }
      HttpResponse<String> rejected = awaitStatus(503, kept, service);
      assertEquals(HTTP_2, rejected.version());
      assertEquals(Optional.of("1"), rejected.headers().firstValue("Retry-After"));
      queue.leave(true);
      awaitStatus(404, kept, service);
    } finally {
      open.forEach(request -> request.cancel(true));
      clients.forEach(HttpClient::shutdownNow);
    }
  }

  /** A client with an open connection: without one, the JDK's would open one for each request. */
  private HttpClient client(TlsService service, List<HttpClient> clients) throws Exception {
    HttpClient client = TlsService.client(certificate, HTTP_2);
    clients.add(client);
    client.send(service.request("/ping").build(), discarding());
    return client;
  }

  private static HttpResponse<String> awaitStatus(int status, HttpClient client, TlsService service)
      throws Exception {
    HttpResponse<String> response;
    do {
      response = client.send(service.request("/none").build(), ofString());
    } while (response.statusCode() != status);
    return response;
  }
}
