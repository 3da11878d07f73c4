package dev.scores.chassis.operations;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stop with {@code DRAIN_DELAY}, which is an hour here: the stop is interrupted instead. */
class DrainDelayTest {

  @Test
  void duringDrainDelayNewConnectionsAreServedNotReady() throws Exception {
    try (OperatedService service = new OperatedService(Map.of("DRAIN_DELAY", "1h"))) {
      Connections connections = service.bean(Connections.class);
      GracefulStop stop = service.bean(GracefulStop.class);
      Thread stopping =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      stop.await();
                    } catch (InterruptedException expected) {
                      Thread.currentThread().interrupt();
                    }
                  });
      while (connections.areReady()) {
        Thread.onSpinWait();
      }
      String readiness = service.exchange("GET", "/health/readiness");
      assertTrue(readiness.startsWith("HTTP/1.1 503 "), readiness);
      assertTrue(
          readiness.contains("\"service\":{\"name\":\"test\",\"status\":\"DOWN\"}"), readiness);
      String response = service.exchange("GET", "/nothing");
      assertTrue(response.startsWith("HTTP/1.1 204 "), response);
      assertFalse(connections.areEnding());
      stopping.interrupt();
      stopping.join();
    }
  }
}
