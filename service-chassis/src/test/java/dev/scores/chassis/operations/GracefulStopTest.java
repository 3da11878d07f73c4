package dev.scores.chassis.operations;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GracefulStopTest {

  private final OperatedService service = new OperatedService();

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void requestInFlightIsCompleted() throws Exception {
    HeldController held = service.bean(HeldController.class);
    try (Socket connection = service.connect()) {
      OperatedService.send(connection, "GET", "/held", "");
      held.received.await();
      Thread stopping = Thread.ofVirtual().start(this::stop);
      while (!service.bean(Connections.class).areEnding()) {
        Thread.onSpinWait();
      }
      held.release.countDown();
      String response = OperatedService.rest(connection);
      assertTrue(response.startsWith("HTTP/1.1 200 "), response);
      assertTrue(response.endsWith("at last"), response);
      stopping.join();
    }
  }

  @Test
  void idleConnectionIsClosed() throws Exception {
    try (Socket connection = service.connect()) {
      OperatedService.send(connection, "GET", "/nothing", "");
      connection.setSoTimeout(30_000);
      connection.getInputStream().read();
      stop();
      assertTrue(OperatedService.rest(connection).startsWith("TTP/1.1 204 "));
    }
  }

  @Test
  void newConnectionsAreRejected() throws Exception {
    service.bean(Connections.class).end();
    // The event loop closes the socket in its next iteration; GracefulStop waits for that.
    int taken = 0;
    while (taken < 1000 && isTaken()) {
      taken++;
    }
    assertThrows(ConnectException.class, () -> service.connect().close());
  }

  private boolean isTaken() throws IOException {
    try {
      service.connect().close();
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }

  @Test
  void openConnectionReportsNotReadyAndCloses() throws Exception {
    try (Socket probe = service.connect();
        Socket rejected = service.connect()) {
      OperatedService.send(probe, "GET", "/nothing", "");
      OperatedService.send(rejected, "GET", "/nothing", "");
      probe.getInputStream().readNBytes(10);
      rejected.getInputStream().readNBytes(10);
      service.bean(Connections.class).end();
      OperatedService.send(probe, "GET", "/health/readiness", "");
      String readiness = last(OperatedService.rest(probe));
      assertTrue(readiness.startsWith("http/1.1 503 "), readiness);
      assertTrue(readiness.contains("\nconnection: close\r"), readiness);
      assertTrue(
          readiness.contains("\"service\":{\"name\":\"test\",\"status\":\"down\"}"), readiness);
      OperatedService.send(rejected, "GET", "/things/7", "");
      String rejection = last(OperatedService.rest(rejected));
      assertTrue(rejection.contains("\nconnection: close\r"), rejection);
    }
  }

  private void stop() {
    try {
      service.bean(GracefulStop.class).await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static String last(String responses) {
    return responses.substring(responses.lastIndexOf("HTTP/1.1 ")).toLowerCase(Locale.ROOT);
  }
}
