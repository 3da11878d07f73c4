package dev.scores.chassis.operations;

import static java.net.http.HttpClient.Version.HTTP_2;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.chassis.tls.TestCertificate;
import dev.scores.chassis.tls.TlsService;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GOAWAY in two steps: requests on an open connection are served until the second. */
class Http2StopTest {

  @Test
  void requestsInFlightAndOnTheirWayAreCompleted(@TempDir Path directory) throws Exception {
    TestCertificate certificate = TestCertificate.of("EC");
    try (TlsService service = new TlsService(certificate, directory, Map.of());
        HttpClient client = TlsService.client(certificate, HTTP_2)) {
      HeldController held = service.bean(HeldController.class);
      CompletableFuture<HttpResponse<String>> inFlight =
          client.sendAsync(service.request("/held").build(), ofString());
      held.received.await();
      Connections connections = service.bean(Connections.class);
      connections.end();
      // Without a listening socket, only a connection that is open can serve this.
      CompletableFuture<HttpResponse<String>> late =
          client.sendAsync(service.request("/baskets/1").build(), ofString());
      held.release.countDown();
      assertEquals("at last", inFlight.get().body());
      late.handle((response, fault) -> fault == null ? response.statusCode() : 0).get();
      service.bean(GracefulStop.class).await();
    }
  }
}
