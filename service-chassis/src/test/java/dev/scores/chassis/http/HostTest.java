package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The address on which a service listens ({@code HOST}). On Linux 127.0.0.2 is loopback, too. */
@EnabledOnOs(OS.LINUX)
class HostTest {

  @Test
  void loopbackListensOnOneAddress() throws IOException {
    try (BasketsService service = new BasketsService()) {
      assertTrue(connects("127.0.0.1", service));
      assertThrows(ConnectException.class, () -> connects("127.0.0.2", service));
    }
  }

  @Test
  void starListensOnEveryAddress() throws IOException {
    try (BasketsService service = new BasketsService(Map.of("HOST", "*"))) {
      assertTrue(connects("127.0.0.1", service));
      assertTrue(connects("127.0.0.2", service));
    }
  }

  private static boolean connects(String address, BasketsService service) throws IOException {
    int port = service.bean(EmbeddedServer.class).getPort();
    try (Socket socket = new Socket(address, port)) {
      return socket.isConnected();
    }
  }
}
