package dev.scores.devservices;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void portInUseDoesNotBecomeFree() throws Exception {
    try (var owner = new ServerSocket(0)) {
      assertFalse(Ports.becomesFree(owner.getLocalPort(), Duration.ZERO));
    }
  }

  @Test
  void portThatIsBeingClosedBecomesFree() throws Exception {
    var owner = new ServerSocket(0);
    int port = owner.getLocalPort();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var closing =
          threads.submit(
              () -> {
                owner.close();
                return port;
              });
      assertTrue(Ports.becomesFree(port, Duration.ofMinutes(1)));
      closing.get();
    }
  }
}
